package dev.icl.cli;

import dev.icl.app.results.ScoreText;
import java.util.List;
import java.util.Locale;

/** Numbers for people, the same in every language setting. */
final class Texts {
  private Texts() {}

  /** {@link String#format} with a decimal point. */
  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** {@code RV 0.8123, Myo 0.7990, LV -}; a dash where a class does not count. */
  static String perClass(List<String> classes, List<Double> values) {
    return ScoreText.perClass(classes, values);
  }
}
