package dev.icl.bench.analysis;

import dev.icl.bench.analysis.Comparison.Outcome;
import dev.icl.bench.analysis.Comparison.Question;
import dev.icl.bench.analysis.Comparison.Sample;
import dev.icl.bench.record.Cell.Status;
import dev.icl.bench.record.Parity;
import dev.icl.data.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in plain words what was found. */
public final class Sentences {
  /** Losses further apart than this share are no rounding any more. */
  private static final double APART = 0.01;

  private final Labels labels;

  /**
   * @param labels how to name groups
   */
  public Sentences(Labels labels) {
    this.labels = labels;
  }

  /** {@code icl is better than supervised by 4.1 points of Dice on pytorch (p = 0.002)}. */
  public String verdict(Comparison c) {
    String a = name(c, c.a());
    String b = name(c, c.b());
    String where = where(c);
    if (c.outcome() == Outcome.BETTER || c.outcome() == Outcome.WORSE) {
      boolean better = c.outcome() == Outcome.BETTER;
      return "%s is better than %s by %s%s (%s)"
          .formatted(
              better ? b : a,
              better ? a : b,
              amount(c.measure(), Math.abs(c.difference())),
              where,
              Words.pValue(c.holmP()));
    }
    return "No difference in %s between %s and %s found%s (%s)%s"
        .formatted(
            c.measure().label(),
            b,
            a,
            where,
            Words.pValue(c.holmP()),
            c.outcome() == Outcome.TOO_FEW
                ? "; with " + Words.count(c.sample().patients(), "patient") + " none could be"
                : "");
  }

  /** The means, the interval, and what they rest on. */
  public String detail(Comparison c) {
    boolean share = c.measure() == Measure.DICE || c.measure() == Measure.JACCARD;
    int decimals = share ? 3 : 2;
    return "%s %s against %s; difference %s, 95\u00a0%% interval %s; %s; %s."
        .formatted(
            c.measure().label(),
            Words.decimals(c.meanB(), decimals),
            Words.decimals(c.meanA(), decimals),
            Words.signed(scaled(c.measure(), c.difference()), 1) + (share ? " points" : ""),
            range(c.measure(), c.interval()),
            sample(c.sample()),
            c.family() == 1
                ? "Wilcoxon signed-rank test"
                : "Wilcoxon signed-rank test, Holm's correction for " + c.family() + " tests");
  }

  /** {@code 10 patients (20 cases) × 2 seeds}. */
  public static String sample(Sample sample) {
    String patients = Words.count(sample.patients(), "patient");
    String cases =
        sample.cases() == sample.patients() ? "" : " (" + Words.count(sample.cases(), "case") + ")";
    String runs =
        sample.bySeed()
            ? Words.count(sample.pairs(), "pair") + " of trainings with the same seed"
            : "no seed in common, means over all trainings";
    return patients + cases + ", " + runs;
  }

  /** How many times as fast, and whether that is more than the spread of repeats. */
  public String verdict(SpeedComparison c) {
    Group fast = c.faster().group();
    Group slow = c.slower().group();
    String rates =
        "%s against %s images/s"
            .formatted(
                Words.significant(c.faster().imagesPerSecond().median()),
                Words.significant(c.slower().imagesPerSecond().median()));
    String setting = labels.setting(fast);
    String what = fast.approach() + (setting.isEmpty() ? "" : " (" + setting + ")");
    if (!c.isShown()) {
      return "No difference in speed beyond the spread of repeats between %s and %s in training %s: %s"
          .formatted(platform(c, fast), platform(c, slow), what, rates);
    }
    return "%s trains %s %s times as fast as %s: %s%s"
        .formatted(
            platform(c, fast),
            what,
            Words.decimals(c.ratio(), 2),
            platform(c, slow),
            rates,
            c.isNoisy() ? "; but the machine was too noisy" : "");
  }

  /** Whether two engines follow the same course. */
  public String verdict(Parity p) {
    String a = p.engineA() + " " + p.deviceA();
    String b = p.engineB() + " " + p.deviceB();
    if (p.status() == Status.FAILED) {
      return "%s and %s could not be held against each other with %s: %s"
          .formatted(a, b, p.method(), p.reason());
    }
    String iterations = Words.count(p.iterations(), "iteration");
    boolean apart = p.maxLossDistance() != null && p.maxLossDistance() > APART;
    return apart
        ? "%s and %s drift apart with %s within %s".formatted(a, b, p.method(), iterations)
        : "%s and %s follow the same course with %s over %s"
            .formatted(a, b, p.method(), iterations);
  }

  /** How far apart they are; empty where nothing was compared. */
  public static String detail(Parity p) {
    List<String> parts = new ArrayList<>();
    if (p.maxLossDistance() != null) {
      parts.add(
          "the loss differs by at most "
              + Words.percent(p.maxLossDistance())
              + (p.atIteration() == null ? "" : " (at iteration " + p.atIteration() + ")"));
    }
    if (p.gradientDistance() != null) {
      parts.add("a variable's first gradient by at most " + Words.percent(p.gradientDistance()));
    }
    if (p.labelAgreement() != null) {
      parts.add(Words.percent(p.labelAgreement()) + " of the voxels get the same class");
    }
    String text = String.join(", ", parts);
    return text.isEmpty()
        ? ""
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  /** {@code 4.1 points of Dice} or {@code 2.3 of HD95}. */
  static String amount(Measure measure, double difference) {
    boolean share = measure == Measure.DICE || measure == Measure.JACCARD;
    return Words.decimals(scaled(measure, difference), 1)
        + (share ? " points of " : " of ")
        + measure.label();
  }

  /** An interval of a difference, in the unit that {@link #scaled} gives. */
  public static String range(Measure measure, Interval interval) {
    return Double.isNaN(interval.low())
        ? Words.NONE
        : Words.signed(scaled(measure, interval.low()), 1)
            + " to "
            + Words.signed(scaled(measure, interval.high()), 1);
  }

  /** Overlaps in points of a hundred; distances as they are. */
  public static double scaled(Measure measure, double value) {
    return measure == Measure.DICE || measure == Measure.JACCARD ? 100 * value : value;
  }

  private String name(Comparison c, Group group) {
    return c.question() == Question.METHODS
        ? group.approach()
        : c.a().engine().equals(c.b().engine()) ? group.platform() : labels.platform(group);
  }

  private String where(Comparison c) {
    if (c.question() == Question.METHODS) {
      return labels.on(c.a());
    }
    String setting = labels.setting(c.a());
    return " with " + c.a().approach() + (setting.isEmpty() ? "" : ", " + setting);
  }

  private String platform(SpeedComparison c, Group group) {
    return c.faster().group().engine().equals(c.slower().group().engine())
        ? group.platform()
        : labels.platform(group);
  }
}
