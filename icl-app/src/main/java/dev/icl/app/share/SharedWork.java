package dev.icl.app.share;

import java.util.List;

/**
 * Items that several processes work on, each calling this with the same ones.
 *
 * @param <R> what comes of an item
 */
public interface SharedWork<R extends Record> {
  /**
   * Does this process's share.
   *
   * @param items all items, the same in every process, each of a name of its own
   * @param task the work on an item, done by the calling thread
   * @return the outcomes of those items that have one by now, whoever worked on them, in the order
   *     of the items
   * @throws dev.icl.core.error.UserException if outcomes cannot be kept
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   */
  List<ItemOutcome<R>> run(List<WorkItem> items, Task<R> task);

  /** The name of this process in the outcomes. */
  String owner();

  /** The work on an item. */
  @FunctionalInterface
  interface Task<R> {
    /**
     * Does it.
     *
     * @throws dev.icl.core.error.UserException if that is not possible: an outcome like any other
     */
    R of(WorkItem item);
  }
}
