package dev.icl.report.chart;

import java.util.List;

/**
 * The mapping of values to coordinates of a drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}; more than {@code low}
 * @param from coordinate
 * @param to coordinate
 * @param logarithmic whether equal distances are equal ratios
 */
record Scale(double low, double high, double from, double to, boolean logarithmic) {
  /** An axis from zero or below to a round value at or above the largest. */
  static Scale fromZero(double largest, double from, double to) {
    double step = Ticks.step(Math.max(largest, 1e-12) / 4);
    return new Scale(0, Math.ceil(largest / step - 1e-9) * step, from, to, false);
  }

  /** An axis from a round value at or below the least to one at or above the largest. */
  static Scale around(double least, double largest, double from, double to) {
    double range = largest > least ? largest - least : Math.max(Math.abs(largest), 1e-12);
    double step = Ticks.step(range / 4);
    double low = Math.floor(least / step + 1e-9) * step;
    double high = Math.ceil(largest / step - 1e-9) * step;
    return new Scale(low, high > low ? high : low + step, from, to, false);
  }

  double at(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  }

  List<Double> ticks(int about) {
    return logarithmic ? Ticks.logarithmic(low, high) : Ticks.linear(low, high, about);
  }
}
