package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items that workers in threads claim, each as a process of its own would. */
class ClaimedWorkTest {
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final List<WorkItem> ITEMS =
      List.of(new WorkItem("a", 1), new WorkItem("b", 30), new WorkItem("c", 2));

  @TempDir private Path folder;

  /** The result of an item. */
  record Made(String of, double value) {}

  @Test
  void theLargestIsDoneFirstAndOutcomesAreInTheOrderOfTheItems() {
    List<String> done = new ArrayList<>();
    try (ClaimedWork<Made> work = enter()) {
      List<ItemOutcome<Made>> outcomes =
          work.run(
              ITEMS,
              item -> {
                done.add(item.name());
                return new Made(item.name(), 0.1 * item.size());
              });

      assertThat(done).containsExactly("b", "c", "a");
      assertThat(outcomes)
          .extracting(ItemOutcome::result)
          .containsExactly(new Made("a", 0.1), new Made("b", 3.0), new Made("c", 0.2));
      assertThat(outcomes).extracting(ItemOutcome::owner).containsOnly(work.owner());
    }
  }

  @Test
  void eightWorkersDoEveryItemOnce() throws Exception {
    List<WorkItem> items =
        IntStream.range(0, 200).mapToObj(i -> new WorkItem("item " + i, i)).toList();
    Map<String, Integer> times = new ConcurrentHashMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<List<ItemOutcome<Made>>>> all = new ArrayList<>();
    Callable<List<ItemOutcome<Made>>> worker =
        () -> {
          try (ClaimedWork<Made> work = enter()) {
            return work.run(
                items,
                item -> {
                  times.merge(item.name(), 1, Integer::sum);
                  return new Made(item.name(), item.size());
                });
          }
        };
    for (int i = 0; i < 8; i++) {
      all.add(pool.submit(worker));
    }
    for (Future<List<ItemOutcome<Made>>> outcomes : all) {
      assertThat(outcomes.get())
          .extracting(ItemOutcome::item)
          .containsExactlyElementsOf(items.stream().map(WorkItem::name).toList());
    }
    pool.shutdown();

    assertThat(times).hasSize(200).containsValue(1).doesNotContainValue(2);
  }

  @Test
  void aFailureIsAnOutcomeAndNotTriedAgain() {
    List<String> tried = new ArrayList<>();
    SharedWork.Task<Made> task =
        item -> {
          tried.add(item.name());
          switch (item.name()) {
            case "a" -> throw new UserException("a is no scan: leave it out.");
            case "b" -> throw new IllegalStateException("a fault");
            default -> throw new OutOfMemoryError("Java heap space");
          }
        };
    for (int run = 0; run < 2; run++) {
      try (ClaimedWork<Made> work = enter()) {
        List<ItemOutcome<Made>> outcomes = work.run(ITEMS, task);

        assertThat(outcomes).allMatch(ItemOutcome::isFailed);
        assertThat(outcomes.get(0).error()).isEqualTo("a is no scan: leave it out.");
        assertThat(outcomes.get(1).error()).contains("b failed unexpectedly", "a fault");
        assertThat(outcomes.get(2).error()).contains("heap");
        assertThat(outcomes)
            .extracting(ItemOutcome::unexpected)
            .containsExactly(false, true, false);
      }
    }
    assertThat(tried).containsExactly("b", "c", "a");
  }

  @Test
  void anItemOverWhichProcessesDieIsGivenUp() throws IOException {
    for (int i = 0; i < 2; i++) {
      ClaimFolder dying = new ClaimFolder(folder, LEASE);
      assertThat(dying.claim("b", dying.look())).isPresent();
      dying.close();
    }
    ClaimFolder stopped = new ClaimFolder(folder, LEASE);
    assertThat(stopped.claim("b", stopped.look())).isPresent();
    stopped.giveBack();
    stopped.close();

    List<String> tried = new ArrayList<>();
    try (ClaimedWork<Made> work = new ClaimedWork<>(folder, Made.class, LEASE, 2, n -> {})) {
      List<ItemOutcome<Made>> outcomes =
          work.run(
              ITEMS,
              item -> {
                tried.add(item.name());
                return new Made(item.name(), 1);
              });

      assertThat(outcomes.get(1).error()).contains("b was begun by 2 processes");
      assertThat(outcomes.get(1).attempt()).isEqualTo(3);
    }
    assertThat(tried).containsExactly("c", "a");
  }

  @Test
  void theFirstOutcomeCounts() {
    OutcomeFiles<Made> files = new OutcomeFiles<>(folder, Made.class);
    ItemOutcome<Made> first = new ItemOutcome<>("a", "me", 1, new Made("a", 0.1), null, false);

    assertThat(files.put(first, false)).isTrue();
    assertThat(files.put(new ItemOutcome<>("a", "other", 2, null, "no", false), false)).isFalse();

    assertThat(files.of("a").orElseThrow().owner()).isEqualTo("me");
    assertThat(files.of("b")).isEmpty();
  }

  private ClaimedWork<Made> enter() {
    return new ClaimedWork<>(folder, Made.class, LEASE, 3, settled -> {});
  }
}
