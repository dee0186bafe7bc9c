package dev.icl.app.run;

import dev.icl.core.error.UnknownName;
import dev.icl.data.model.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The subset of cases that is scored. */
public enum EvaluationSplit {
  /** Those that choose the best network while training. */
  VAL,
  /** Those kept for the end. */
  TEST;

  /**
   * The one of a name.
   *
   * @throws dev.icl.core.error.UserException if there is none; it names the nearest
   */
  public static EvaluationSplit of(String name) {
    List<String> names = Arrays.stream(values()).map(EvaluationSplit::label).toList();
    if (!names.contains(name)) {
      throw UnknownName.of("--split", "split", name, names);
    }
    return values()[names.indexOf(name)];
  }

  /**
   * The cases that a network is scored on where nobody says which: those kept for tests where there
   * are some, or else those of validation.
   *
   * @param dataset is asked what it has; no scan is read
   */
  public static EvaluationSplit usual(Dataset dataset) {
    return dataset.testCases().isEmpty() ? VAL : TEST;
  }

  /** As the command line writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its cases in words: validation or test. */
  public String cases() {
    return this == TEST ? "test" : "validation";
  }
}
