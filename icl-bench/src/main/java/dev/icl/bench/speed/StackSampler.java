package dev.icl.bench.speed;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks every millisecond at what a thread is doing: running a native method of an engine, or
 * anything else, which is the Java side.
 *
 * <p>A thread in Java code is seen at its next safepoint poll, which it may leave for a native
 * method before it is looked at; and on few processors the sampler is scheduled more readily while
 * native threads rest. So the share is an estimate.
 */
final class StackSampler implements AutoCloseable {
  private static final long INTERVAL_NANOS = 1_000_000;

  private final Thread target;
  private final Thread sampler;
  private volatile boolean stopped;
  private final AtomicLong samples = new AtomicLong();
  private long java;

  private StackSampler(Thread target) {
    this.target = target;
    this.sampler = new Thread(this::sample, "stack-sampler");
    sampler.setDaemon(true);
  }

  /** Starts to look at the calling thread. */
  static StackSampler ofCurrentThread() {
    StackSampler sampler = new StackSampler(Thread.currentThread());
    sampler.sampler.start();
    return sampler;
  }

  private void sample() {
    while (!stopped) {
      StackTraceElement[] stack = target.getStackTrace();
      if (stack.length > 0 && !stopped) {
        java += inEngine(stack[0]) ? 0 : 1;
        samples.incrementAndGet();
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
  }

  /** The JDK's own native methods, such as a pause or a copy, belong to the Java side. */
  static boolean inEngine(StackTraceElement top) {
    String module = top.getModuleName();
    return top.isNativeMethod()
        && (module == null || !(module.startsWith("java.") || module.startsWith("jdk.")));
  }

  /** The number of samples taken of the thread so far. */
  long samples() {
    return samples.get();
  }

  /** The number of samples outside the engine's native methods; known once this is closed. */
  long javaSamples() {
    return java;
  }

  /** Stops looking. */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(sampler);
    boolean interrupted = false;
    while (sampler.isAlive()) {
      try {
        sampler.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
