package dev.icl.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Round values along an axis. */
final class Ticks {
  private static final double[] STEPS = {1, 2, 5, 10};

  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten, about so many, from low to high. */
  static List<Double> linear(double low, double high, int about) {
    double step = step((high - low) / about);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Powers of ten from low to high, with 2 and 5 times them where there are few. */
  static List<Double> logarithmic(double low, double high) {
    double decades = Math.log10(high / low);
    double[] factors = decades > 3 ? new double[] {1} : new double[] {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
      for (double factor : factors) {
        double tick = factor * Math.pow(10, e);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  /** The least round step that is no smaller. */
  static double step(double rough) {
    if (!(rough > 0)) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : STEPS) {
      if (factor * power >= rough * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** As short as it can be written without losing the step. */
  static String label(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e6 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e+0", "e").replace("e-0", "e-");
    }
    if (size >= 10_000) {
      return String.format(Locale.ROOT, "%,.0f", value).replace(",", "\u202f");
    }
    String digits = String.format(Locale.ROOT, "%.4f", value);
    return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
