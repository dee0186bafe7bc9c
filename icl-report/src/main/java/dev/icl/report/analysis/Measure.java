package dev.icl.report.analysis;

import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A measure by which segmentations are compared; the constants are in the order of every table. */
public enum Measure {
  /** Overlap, 0 to 1. */
  DICE("dice", "Dice", true, CaseScores::dice),
  /** Overlap, 0 to 1. */
  JACCARD("jaccard", "Jaccard", true, CaseScores::jaccard),
  /** 95th percentile of the distances of surfaces. */
  HD95("hd95", "HD95", false, CaseScores::hd95),
  /** Mean distance of surfaces. */
  ASD("asd", "ASD", false, CaseScores::asd);

  private final String key;
  private final String label;
  private final boolean higherIsBetter;

  @SuppressWarnings("ImmutableEnumChecker") // a getter
  private final Function<CaseScores, @Nullable Double> value;

  Measure(
      String key,
      String label,
      boolean higherIsBetter,
      Function<CaseScores, @Nullable Double> value) {
    this.key = key;
    this.label = label;
    this.higherIsBetter = higherIsBetter;
    this.value = value;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Whether larger values are the better ones. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Of one class in one case; NaN where the class does not count. */
  double of(CaseScores scores) {
    Double known = value.apply(scores);
    return known == null ? Double.NaN : known;
  }
}
