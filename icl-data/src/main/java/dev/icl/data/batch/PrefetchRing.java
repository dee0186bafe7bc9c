package dev.icl.data.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A ring of buffers that threads fill ahead of their use, iteration by iteration. Iteration {@code
 * i} is always in buffer {@code i} modulo the ring's size, so results come in order whichever
 * thread filled them, and nobody is more than a ring ahead.
 *
 * @param <B> what is filled
 */
final class PrefetchRing<B> {
  /** Fills a buffer for an iteration; called by several threads, for different buffers. */
  interface Filler<B> {
    void fill(int iteration, B buffer);
  }

  /** A filled buffer. */
  record Ready<B>(int iteration, B buffer) {}

  private final List<B> buffers;
  private final int[] filled;
  private final @Nullable Throwable[] failures;
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int claimed;
  private int delivered;
  private int released;
  private boolean closed;
  private long batches;
  private long waitedNanoseconds;

  /**
   * @param buffers at least two
   * @param start the first iteration
   */
  PrefetchRing(List<B> buffers, int start) {
    this.buffers = List.copyOf(buffers);
    this.filled = new int[buffers.size()];
    Arrays.fill(filled, -1);
    this.failures = new Throwable[buffers.size()];
    this.claimed = start;
    this.delivered = start;
    this.released = start;
  }

  void start(int workers, Filler<B> filler) {
    for (int i = 0; i < workers; i++) {
      Thread thread = new Thread(() -> work(filler), "icl-data-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  private void work(Filler<B> filler) {
    for (int iteration = claim(); iteration >= 0; iteration = claim()) {
      int slot = iteration % buffers.size();
      @Nullable Throwable failure = null;
      try {
        filler.fill(iteration, buffers.get(slot));
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      publish(iteration, failure);
    }
  }

  /** The next iteration to fill, once its buffer is free; −1 after closing. */
  private int claim() {
    lock.lock();
    try {
      while (!closed && claimed >= released + buffers.size()) {
        changed.awaitUninterruptibly();
      }
      return closed ? -1 : claimed++;
    } finally {
      lock.unlock();
    }
  }

  private void publish(int iteration, @Nullable Throwable failure) {
    lock.lock();
    try {
      int slot = iteration % buffers.size();
      failures[slot] = failure;
      filled[slot] = iteration;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next iteration and takes back the buffer given out before. Throws what filling it
   * threw, errors too: a thread that ran out of memory must not look like a defect.
   *
   * @throws IllegalStateException if closed
   */
  Ready<B> next() {
    long before = System.nanoTime();
    lock.lock();
    try {
      int slot = delivered % buffers.size();
      while (!closed && filled[slot] != delivered) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IllegalStateException("the batch source is closed");
      }
      if (failures[slot] instanceof Error error) {
        throw error;
      }
      if (failures[slot] instanceof RuntimeException exception) {
        throw exception;
      }
      released = delivered;
      changed.signalAll();
      batches++;
      waitedNanoseconds += System.nanoTime() - before;
      return new Ready<>(delivered++, buffers.get(slot));
    } finally {
      lock.unlock();
    }
  }

  WaitStatistics waited() {
    lock.lock();
    try {
      return new WaitStatistics(batches, waitedNanoseconds);
    } finally {
      lock.unlock();
    }
  }

  /** Stops the threads and waits for them; closing again does nothing. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
