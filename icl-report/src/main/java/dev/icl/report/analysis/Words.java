package dev.icl.report.analysis;

import dev.icl.core.text.Counts;
import dev.icl.data.statistics.Interval;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them, the same in every language setting. */
public final class Words {
  /** The placeholder where there is no number. */
  public static final String NONE = "–";

  private Words() {}

  /** So many decimals; a dash for NaN. */
  public static String decimals(double value, int decimals) {
    return Double.isNaN(value)
        ? NONE
        : String.format(Locale.ROOT, "%." + decimals + "f", value).replace('-', '−');
  }

  /** With its sign. */
  public static String signed(double value, int decimals) {
    return Double.isNaN(value)
        ? NONE
        : unsignedZero(String.format(Locale.ROOT, "%+." + decimals + "f", value)).replace('-', '−');
  }

  /** The number without a sign if it rounds to zero. */
  private static String unsignedZero(String signed) {
    return signed.matches("[+-]0(\\.0*)?") ? signed.substring(1) : signed;
  }

  /** Three significant digits, without an exponent where that is short. */
  public static String significant(double value) {
    if (Double.isNaN(value)) {
      return NONE;
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    int before = size < 1 ? 1 : (int) Math.floor(Math.log10(size)) + 1;
    return decimals(value, Math.max(0, 3 - before));
  }

  /** {@code 0.70 to 0.78}; a dash for none. */
  public static String range(Interval interval, int decimals) {
    return Double.isNaN(interval.low())
        ? NONE
        : decimals(interval.low(), decimals) + " to " + decimals(interval.high(), decimals);
  }

  /** {@code p = 0.041}, or {@code p < 0.001}. */
  public static String pValue(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + bareP(p);
  }

  /** {@code 0.041}, or {@code < 0.001}. */
  public static String bareP(double p) {
    if (Double.isNaN(p)) {
      return NONE;
    }
    if (p < 0.001) {
      return "< 0.001";
    }
    // so that 0.0488 and 0.0537 are on their sides of 0.05
    return decimals(p, p < 0.1 ? 3 : 2);
  }

  /** A share of one in percent. */
  public static String percent(double share) {
    double percent = 100 * share;
    if (Double.isNaN(share)) {
      return NONE;
    }
    if (percent != 0 && Math.abs(percent) < 0.1) {
      int zeros = (int) -Math.floor(Math.log10(Math.abs(percent)));
      return (zeros > 7 ? "below 0.0000001" : decimals(percent, zeros + 1)) + "\u00a0%";
    }
    return decimals(percent, percent >= 99.9 && percent < 100 ? 3 : 1) + "\u00a0%";
  }

  /** {@code 3 patients}, {@code 1 patient}. */
  public static String count(long count, String noun) {
    return Counts.of(count, noun);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> items) {
    int last = items.size() - 1;
    return last < 1
        ? String.join("", items)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
