package dev.icl.app.share;

import dev.icl.app.share.ClaimFolder.Claim;
import dev.icl.app.share.ClaimFolder.Look;
import dev.icl.core.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Items that processes claim one by one, the largest first, in a folder that all of them see. It
 * comes to an end when every item has an outcome, whoever found it; processes may come, die and be
 * replaced meanwhile. An item has one outcome. One over which several processes died gets that as
 * its outcome, and is not begun again.
 *
 * @param <R> what comes of an item
 */
public final class ClaimedWork<R extends Record> implements SharedWork<R>, AutoCloseable {
  /** The number of processes that may die over an item before it is given up. */
  public static final int ATTEMPTS = 3;

  private static final long MOST_PAUSE_MILLIS = 2000;
  private static final int LOOKS_PER_LEASE = 6;

  private final ClaimFolder claims;
  private final OutcomeFiles<R> outcomes;
  private final Duration lease;
  private final int attempts;
  private final IntConsumer settled;

  /**
   * Enters the folder.
   *
   * @param folder made where it is missing
   * @param type of the results
   * @param lease how long a claim holds after the last sign of life of its process, which gives six
   *     in that time
   * @param attempts how many processes may die over an item, at least 1
   * @param settled told now and then how many items have an outcome
   * @throws dev.icl.core.error.UserException if the folder cannot be written
   */
  public ClaimedWork(
      Path folder, Class<R> type, Duration lease, int attempts, IntConsumer settled) {
    this.outcomes = new OutcomeFiles<>(folder, type);
    this.claims = new ClaimFolder(folder, lease);
    this.lease = lease;
    this.attempts = attempts;
    this.settled = settled;
  }

  @Override
  public String owner() {
    return claims.owner();
  }

  @Override
  public List<ItemOutcome<R>> run(List<WorkItem> items, Task<R> task) {
    List<WorkItem> largestFirst =
        items.stream().sorted(Comparator.comparingLong(WorkItem::size).reversed()).toList();
    try {
      while (true) {
        Look look = claims.look();
        List<WorkItem> open = largestFirst.stream().filter(item -> !isSettled(item, look)).toList();
        settled.accept(items.size() - open.size());
        if (open.isEmpty()) {
          return outcomes.of(items);
        }
        if (!work(open, look, task)) {
          pause();
        }
      }
    } catch (IOException e) {
      throw AtomicFile.unwritable(outcomes.folder(), e);
    }
  }

  private void pause() {
    long millis = Math.min(MOST_PAUSE_MILLIS, lease.toMillis() / LOOKS_PER_LEASE + 1);
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while others work on what is left");
    }
  }

  private static boolean isSettled(WorkItem item, Look look) {
    return look.of(ItemFiles.stem(item.name())).settled();
  }

  /**
   * Works on what is free, until it is time to look again: what was left by a dead process may be
   * larger than what is left otherwise.
   *
   * @return whether there was anything
   */
  private boolean work(List<WorkItem> open, Look look, Task<R> task) throws IOException {
    long start = System.nanoTime();
    boolean some = false;
    for (WorkItem item : open) {
      Optional<Claim> claim = claims.claim(ItemFiles.stem(item.name()), look);
      if (claim.isPresent()) {
        outcomes.put(outcome(item, claim.get(), task), false);
        claims.settled();
        some = true;
        if (System.nanoTime() - start > lease.toNanos() / 2) {
          return true;
        }
      }
    }
    return some;
  }

  private ItemOutcome<R> outcome(WorkItem item, Claim claim, Task<R> task) {
    Attempt attempt = new Attempt(owner(), claim.attempt());
    return claim.attempt() <= attempts
        ? attempt.at(item, task)
        : attempt.failed(
            item,
            "%s was begun by %d processes that ended over it without a word, perhaps for want of memory: try it alone, with more."
                .formatted(item.name(), attempts),
            false);
  }

  /** Gives the item under way back to the others at once. Any thread may do that. */
  public void giveBack() {
    claims.giveBack();
  }

  /** Leaves the folder. */
  @Override
  public void close() {
    claims.close();
  }
}
