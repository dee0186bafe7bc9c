package dev.icl.app.serve;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for scans that are dealt with at the same time, of which one thread segments one after
 * the other. A request without a place is refused before its body is read, so that neither memory
 * nor disk space grows with the number of clients.
 */
final class WorkPlaces implements AutoCloseable {
  private static final int MOMENT_MILLIS = 250;

  private final int all;
  private final Semaphore free;
  private final ExecutorService worker;
  private volatile boolean closed;

  /**
   * @param all the number of places, at least 1
   */
  WorkPlaces(int all) {
    this.all = all;
    this.free = new Semaphore(all);
    this.worker =
        Executors.newSingleThreadExecutor(work -> new Thread(work, "icl-serve-segmentation"));
  }

  /** A place, given back when it is closed. */
  final class Place implements AutoCloseable {
    private Place() {}

    /**
     * The result of work that is done once all work before it is.
     *
     * @throws ExecutionException if it fails
     */
    <T> T result(Callable<T> work) throws ExecutionException, InterruptedException {
      return worker.submit(work).get();
    }

    @Override
    public void close() {
      free.release();
    }
  }

  /**
   * A free place; empty if there is none, or this was closed. Waits a moment, since the place of an
   * answer that a client has just read may be about to be given back.
   */
  Optional<Place> take() throws InterruptedException {
    return !closed && free.tryAcquire(MOMENT_MILLIS, TimeUnit.MILLISECONDS)
        ? Optional.of(new Place())
        : Optional.empty();
  }

  /** Whether no more places are given. */
  boolean isClosed() {
    return closed;
  }

  /** The number of places. */
  int all() {
    return all;
  }

  /** The number of places that are taken. */
  int taken() {
    return all - free.availablePermits();
  }

  /** Gives no more places, and waits until all are given back. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      free.acquireUninterruptibly(all);
      worker.shutdown();
    }
  }
}
