package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.share.ClaimingWorker.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes on the items of one folder, two of which are killed again and again and replaced.
 * {@code -Dicl.claims.rounds=100} makes as many rounds, with claims of the dead that end by
 * themselves; in the one round otherwise they are aged, so that nothing depends on how fast the
 * machine is.
 */
class ClaimsInProcessesTest {
  private static final int ROUNDS = Integer.getInteger("icl.claims.rounds", 1);
  private static final boolean LONG = ROUNDS > 1;
  private static final int PROCESSES = 8;
  private static final int ITEMS = LONG ? 1000 : 400;
  private static final int TIMES = 3;

  @TempDir private Path temporary;
  private final Random random = new Random(21);

  /** A process and the file that it names its items in. */
  private record Worker(Process process, Path log) {}

  @Test
  void everyItemIsDoneOnceAndNoneIsLost() throws IOException, InterruptedException {
    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      int again = round(Files.createDirectory(temporary.resolve("round" + round)));
      if (LONG) {
        System.out.printf(
            "round %d: %d items, %d processes killed, %d items done again, %.1f s%n",
            round, ITEMS, 2 * TIMES, again, (System.nanoTime() - start) * 1e-9);
      }
    }
  }

  /** Returns how many items were done again, since a process was killed over them. */
  private int round(Path folder) throws IOException, InterruptedException {
    Path claims = Files.createDirectory(folder.resolve("claims"));
    List<Worker> all = new ArrayList<>();
    Set<Path> killed = new TreeSet<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        all.add(start(folder, claims, all.size()));
      }
      for (int time = 1; time <= TIMES; time++) {
        await(claims, ITEMS * time / (TIMES + 2), all);
        for (int i = 0; i < 2; i++) {
          killed.add(kill(all, claims));
          all.add(start(folder, claims, all.size()));
        }
      }
      for (Worker worker : all) {
        assertThat(worker.process().waitFor(LONG ? 900 : 120, TimeUnit.SECONDS))
            .as("%s ends", worker.log())
            .isTrue();
        assertThat(worker.process().exitValue()).isIn(0, killed.contains(worker.log()) ? 137 : 0);
      }
    } finally {
      all.forEach(worker -> worker.process().destroyForcibly());
    }
    return check(claims, all, killed);
  }

  private Worker start(Path folder, Path claims, int number) throws IOException {
    Path log = folder.resolve("worker%03d.log".formatted(number));
    return new Worker(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ClaimingWorker.class.getName(),
                claims.toString(),
                log.toString(),
                Integer.toString(ITEMS),
                LONG ? "10" : "5",
                LONG ? "3000" : "3600000")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker%03d.txt".formatted(number)).toFile())
            .start(),
        log);
  }

  /** Kills one that is at work, and returns its log. */
  private Path kill(List<Worker> all, Path claims) throws IOException, InterruptedException {
    List<Worker> alive = all.stream().filter(worker -> worker.process().isAlive()).toList();
    Worker one = alive.get(random.nextInt(alive.size()));
    one.process().destroyForcibly().waitFor();
    if (!LONG) {
      for (Path owner : list(claims, ".*-" + one.process().pid() + "-[0-9]+\\.owner")) {
        Files.setLastModifiedTime(owner, FileTime.fromMillis(0));
      }
    }
    return one.log();
  }

  private static void await(Path claims, int outcomes, List<Worker> all)
      throws IOException, InterruptedException {
    while (list(claims, "scan[0-9]+\\.json").size() < outcomes) {
      assertThat(all).anyMatch(worker -> worker.process().isAlive());
      Thread.sleep(100);
    }
  }

  private static int check(Path claims, List<Worker> all, Set<Path> killed) throws IOException {
    List<WorkItem> items = ClaimingWorker.items(ITEMS);
    List<ItemOutcome<Made>> outcomes = new OutcomeFiles<>(claims, Made.class).of(items);
    assertThat(outcomes)
        .extracting(outcome -> outcome.result() == null ? outcome.error() : outcome.result().of())
        .containsExactlyElementsOf(items.stream().map(WorkItem::name).toList());

    Map<String, List<Path>> doneBy = new HashMap<>();
    for (Worker worker : all) {
      if (Files.exists(worker.log())) {
        for (String item : Files.readAllLines(worker.log())) {
          doneBy.computeIfAbsent(item, name -> new ArrayList<>()).add(worker.log());
        }
      }
    }
    assertThat(doneBy).hasSize(ITEMS);
    int again = 0;
    for (Map.Entry<String, List<Path>> item : doneBy.entrySet()) {
      // a process may be killed after it did an item and before it could say so
      long alive = item.getValue().stream().filter(log -> !killed.contains(log)).count();
      assertThat(alive).as(item.toString()).isLessThanOrEqualTo(1);
      again += item.getValue().size() - 1;
    }
    assertThat(again).isLessThanOrEqualTo(killed.size());
    return again;
  }

  private static List<Path> list(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList();
    }
  }
}
