package dev.icl.app.share;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fixed part of the items, whose outcomes are kept in a folder that all parts share. What has a
 * result there is not done again; what failed is.
 *
 * @param <R> what comes of an item
 */
public final class ShardWork<R extends Record> implements SharedWork<R> {
  private final Shard shard;
  private final OutcomeFiles<R> outcomes;

  /**
   * @param shard the part
   * @param folder of the outcomes, the same for all parts; made where it is missing
   * @param type of the results
   */
  public ShardWork(Shard shard, Path folder, Class<R> type) {
    this.shard = shard;
    this.outcomes = new OutcomeFiles<>(folder, type);
  }

  @Override
  public String owner() {
    return "shard-" + shard.number() + "-of-" + shard.count();
  }

  @Override
  public List<ItemOutcome<R>> run(List<WorkItem> items, Task<R> task) {
    Attempt attempt = new Attempt(owner(), 1);
    List<ItemOutcome<R>> own = new ArrayList<>();
    for (WorkItem item : shard.of(items, WorkItem::size)) {
      if (outcomes.of(item.name()).filter(before -> !before.isFailed()).isEmpty()) {
        own.add(attempt.at(item, task));
        outcomes.put(own.get(own.size() - 1), true);
      }
    }
    return outcomes.of(items);
  }
}
