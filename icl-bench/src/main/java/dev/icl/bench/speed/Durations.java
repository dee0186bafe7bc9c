package dev.icl.bench.speed;

import java.util.List;

/**
 * The durations of a repeated measurement.
 *
 * @param medianMs the median, milliseconds
 * @param fastestMs the shortest, milliseconds
 * @param slowestMs the longest, milliseconds
 */
public record Durations(double medianMs, double fastestMs, double slowestMs) {
  /**
   * @param nanoseconds one entry a time; not empty
   */
  static Durations of(List<Long> nanoseconds) {
    double[] ms = nanoseconds.stream().mapToDouble(n -> n * 1e-6).sorted().toArray();
    int half = ms.length / 2;
    double median = ms.length % 2 == 1 ? ms[half] : (ms[half - 1] + ms[half]) / 2;
    return new Durations(median, ms[0], ms[ms.length - 1]);
  }

  /** The same, of a part that takes this share of the time. */
  Durations dividedBy(int parts) {
    return new Durations(medianMs / parts, fastestMs / parts, slowestMs / parts);
  }
}
