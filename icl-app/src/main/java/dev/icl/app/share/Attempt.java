package dev.icl.app.share;

import dev.icl.core.error.MemoryShortage;
import dev.icl.core.error.UserException;

/**
 * One attempt at an item, whose failure is an outcome.
 *
 * @param owner the process
 * @param number of the attempt, from 1
 */
record Attempt(String owner, int number) {
  <R> ItemOutcome<R> at(WorkItem item, SharedWork.Task<R> task) {
    try {
      return new ItemOutcome<>(item.name(), owner, number, task.of(item), null, false);
    } catch (UserException e) {
      return failed(item, String.valueOf(e.getMessage()), false);
    } catch (OutOfMemoryError | RuntimeException e) {
      return MemoryShortage.of(e)
          .map(shortage -> this.<R>failed(item, String.valueOf(shortage.getMessage()), false))
          .orElseGet(
              () -> failed(item, "%s failed unexpectedly: %s.".formatted(item.name(), e), true));
    }
  }

  <R> ItemOutcome<R> failed(WorkItem item, String error, boolean unexpected) {
    return new ItemOutcome<>(item.name(), owner, number, null, error, unexpected);
  }
}
