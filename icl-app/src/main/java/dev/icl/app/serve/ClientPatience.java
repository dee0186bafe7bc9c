package dev.icl.app.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The time that threads wait for clients. A thread that waits longer is interrupted, which closes
 * the connection that it waits for: a channel of the JDK that is interrupted closes itself.
 */
final class ClientPatience implements AutoCloseable {
  private final Duration most;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * @param most the time
   */
  ClientPatience(Duration most) {
    this.most = most;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "icl-serve-patience");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** A step that waits for a client. */
  @FunctionalInterface
  interface Step<E extends Exception> {
    /** Takes the step. */
    void run() throws IOException, E;
  }

  /**
   * Takes a step in this thread.
   *
   * @throws IOException if it takes too long, or the client is gone
   */
  <E extends Exception> void during(Step<E> step) throws IOException, E {
    Wait wait = new Wait();
    try {
      step.run();
    } finally {
      wait.end();
    }
  }

  /** One wait of the thread that began it. */
  private final class Wait {
    private final Thread thread = Thread.currentThread();
    private final ScheduledFuture<?> timeout =
        timer.schedule(this::interrupt, most.toMillis(), TimeUnit.MILLISECONDS);
    private boolean over;

    private synchronized void interrupt() {
      if (!over) {
        thread.interrupt();
      }
    }

    private void end() {
      synchronized (this) {
        over = true;
      }
      timeout.cancel(false);
      // the thread serves others afterwards
      boolean unused = Thread.interrupted();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
