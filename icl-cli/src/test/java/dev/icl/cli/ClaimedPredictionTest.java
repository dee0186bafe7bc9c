package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code icl predict --claim} in several JVMs, some of which are killed and replaced. {@code
 * -Dicl.claims.engine-rounds=3} makes as many rounds of eight processes on a thousand scans.
 */
class ClaimedPredictionTest extends PredictFolder {
  private static final int ROUNDS = Integer.getInteger("icl.claims.engine-rounds", 1);
  private static final boolean LONG = ROUNDS > 1;
  private static final int PROCESSES = LONG ? 8 : 2;
  private static final int SCANS = LONG ? 1000 : 40;
  private static final int TIMES = LONG ? 5 : 1;
  private final Random random = new Random(22);

  @Test
  void processesThatDieLoseNoScan() throws IOException, InterruptedException {
    for (int i = 0; i < SCANS; i++) {
      write("many/scan%04d.nii".formatted(i), 12 + i % 5, 10 + i % 3, 2);
    }
    assertThat(predictTo("whole", "many").code()).isZero();

    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      Path out = folder.resolve("claimed" + round);
      List<Process> all = new ArrayList<>();
      try {
        claim(out, all);
      } finally {
        all.forEach(Process::destroyForcibly);
      }
      for (Path file : labels(folder.resolve("whole"))) {
        assertThat(out.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
      assertThat(labels(out)).hasSize(SCANS);
      assertThat(outcomes(out)).hasSize(SCANS);
      if (LONG) {
        System.out.printf(
            "round %d: %d scans, %d processes, %d killed, %.0f s%n",
            round, SCANS, PROCESSES, all.size() - PROCESSES, (System.nanoTime() - start) * 1e-9);
      }
    }
  }

  private void claim(Path out, List<Process> all) throws IOException, InterruptedException {
    for (int i = 0; i < PROCESSES; i++) {
      all.add(start(out, i));
    }
    List<Process> killed = new ArrayList<>();
    for (int time = 1; time <= TIMES; time++) {
      while (outcomes(out).size() < SCANS * time / (TIMES + 2)) {
        assertThat(all).anyMatch(Process::isAlive);
        Thread.sleep(20);
      }
      for (int i = 0; i < (LONG ? 2 : 1); i++) {
        List<Process> alive = all.stream().filter(Process::isAlive).toList();
        killed.add(alive.get(random.nextInt(alive.size())));
        killed.get(killed.size() - 1).destroyForcibly().waitFor();
        all.add(start(out, all.size()));
      }
    }
    for (Process process : all) {
      assertThat(process.waitFor(400, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as(Files.readString(output(out, all.indexOf(process))))
          .isIn(0, killed.contains(process) ? 137 : 0);
    }
  }

  private Process start(Path out, int number) throws IOException {
    return new ProcessBuilder(
            IclJvm.command(
                "256m",
                List.of("-Djava.awt.headless=true"),
                "predict",
                "--checkpoint",
                best().toString(),
                folder.resolve("many").toString(),
                "--out",
                out.toString(),
                "--claim",
                "--lease",
                LONG ? "8" : "3"))
        .redirectErrorStream(true)
        .redirectOutput(output(out, number).toFile())
        .start();
  }

  private static Path output(Path out, int number) {
    return out.resolveSibling(out.getFileName() + "-" + number + ".txt");
  }

  private static List<Path> labels(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(".nii.gz")).toList();
    }
  }

  private static List<Path> outcomes(Path out) throws IOException {
    Path claims = out.resolve(".claims");
    if (!Files.isDirectory(claims)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(claims)) {
      for (Path each : folders.toList()) {
        try (Stream<Path> files = Files.list(each)) {
          files
              .filter(file -> file.getFileName().toString().matches("scan[0-9]+\\.json"))
              .forEach(found::add);
        }
      }
    }
    return found;
  }
}
