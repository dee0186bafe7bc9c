package dev.icl.app.results;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scores in words. */
public final class ScoreText {
  private ScoreText() {}

  /** {@code RV 0.8123, Myo 0.7990, LV -}; a dash where a class does not count. */
  public static String perClass(List<String> classes, List<Double> values) {
    return IntStream.range(0, classes.size())
        .mapToObj(
            c ->
                classes.get(c)
                    + (Double.isNaN(values.get(c))
                        ? " -"
                        : String.format(Locale.ROOT, " %.4f", values.get(c))))
        .collect(Collectors.joining(", "));
  }
}
