package dev.icl.app.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fixed parts of items whose outcomes come together in a folder. */
class ShardWorkTest {
  private static final List<WorkItem> ITEMS =
      List.of(new WorkItem("a", 1), new WorkItem("b", 30), new WorkItem("c", 2));

  @TempDir private Path folder;
  private final List<String> tried = new ArrayList<>();

  /** The result of an item. */
  record Made(String of) {}

  @Test
  void thePartThatEndsLastSeesAllOutcomes() {
    assertThat(run("1/2")).extracting(ItemOutcome::item).containsExactly("b");
    assertThat(run("2/2")).extracting(ItemOutcome::item).containsExactly("a", "b", "c");
    assertThat(tried).containsExactly("b", "a", "c");
  }

  @Test
  void whatHasAResultIsNotDoneAgainAndWhatFailedIs() {
    run("1/1", "c");
    assertThat(tried).containsExactly("a", "b", "c");
    tried.clear();

    List<ItemOutcome<Made>> again = run("1/1");

    assertThat(tried).containsExactly("c");
    assertThat(again).noneMatch(ItemOutcome::isFailed).hasSize(3);
  }

  private List<ItemOutcome<Made>> run(String shard, String... broken) {
    return new ShardWork<>(Shard.of(shard), folder, Made.class)
        .run(
            ITEMS,
            item -> {
              tried.add(item.name());
              if (List.of(broken).contains(item.name())) {
                throw new UserException(item.name() + " is broken.");
              }
              return new Made(item.name());
            });
  }
}
