package dev.icl.app.share;

import org.jspecify.annotations.Nullable;

/**
 * The end of an item of shared work.
 *
 * @param item its name
 * @param owner the process that ended it
 * @param attempt which attempt that was, from 1
 * @param result what came of it; null if it failed
 * @param error why it failed, one sentence; null if it did not
 * @param unexpected whether that is no mistake of the user
 */
public record ItemOutcome<R>(
    String item,
    String owner,
    int attempt,
    @Nullable R result,
    @Nullable String error,
    boolean unexpected) {
  /** Whether there is no result. */
  public boolean isFailed() {
    return result == null;
  }
}
