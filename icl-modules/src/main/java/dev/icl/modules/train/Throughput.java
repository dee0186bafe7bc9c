package dev.icl.modules.train;

/**
 * Images per second. The first steps, when code is compiled and memory pools grow, are left out of
 * the total as soon as there are later ones.
 */
final class Throughput {
  private static final int WINDOW = 20;
  private static final int WARM_UP = 5;

  private final int imagesPerStep;
  private final long[] recent = new long[WINDOW];
  private long steps;
  private long nanos;
  private long warmNanos;

  Throughput(int imagesPerStep) {
    this.imagesPerStep = imagesPerStep;
  }

  /** Counts a step. */
  void step(long duration) {
    recent[(int) (steps % WINDOW)] = duration;
    steps++;
    nanos += duration;
    if (steps > WARM_UP) {
      warmNanos += duration;
    }
  }

  /** Over the last steps; 0 before the first. */
  double recent() {
    int n = (int) Math.min(steps, WINDOW);
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += recent[i];
    }
    return rate(n, sum);
  }

  /** Over all steps but the first few; 0 before the first. */
  double overall() {
    return steps > WARM_UP ? rate(steps - WARM_UP, warmNanos) : rate(steps, nanos);
  }

  private double rate(long count, long duration) {
    return count == 0 ? 0 : count * imagesPerStep * 1e9 / Math.max(1, duration);
  }
}
