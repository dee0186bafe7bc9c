package dev.icl.bench.analysis;

import dev.icl.bench.analysis.Comparison.Outcome;
import dev.icl.bench.analysis.Comparison.Question;
import dev.icl.bench.analysis.Comparison.Sample;
import dev.icl.bench.record.Cell.Status;
import dev.icl.bench.record.Parity;
import dev.icl.data.statistics.Interval;

/** Says in plain words what was found. */
public final class Sentences {
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
    return "%s %s against %s; difference %s, 95 %% interval %s; %s; %s."
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

  /** How close two engines came. */
  public String verdict(Parity p) {
    String a = p.engineA() + " " + p.deviceA();
    String b = p.engineB() + " " + p.deviceB();
    if (p.status() == Status.FAILED) {
      return "%s and %s could not be held against each other with %s: %s"
          .formatted(a, b, p.method(), p.reason());
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%s and %s follow the same course with %s over %s"
            .formatted(a, b, p.method(), Words.count(p.iterations(), "iteration")));
    if (p.maxLossDistance() != null) {
      boolean apart = p.maxLossDistance() > 0.01;
      if (apart) {
        text.replace(
            0,
            text.length(),
            "%s and %s drift apart with %s within %s"
                .formatted(a, b, p.method(), Words.count(p.iterations(), "iteration")));
      }
      text.append(": the loss differs by at most ").append(Words.percent(p.maxLossDistance()));
      if (p.atIteration() != null) {
        text.append(" (at ").append(p.atIteration()).append(')');
      }
    }
    if (p.gradientDistance() != null) {
      text.append(", the first gradients by ").append(Words.percent(p.gradientDistance()));
    }
    if (p.labelAgreement() != null) {
      text.append(", and ")
          .append(Words.percent(p.labelAgreement()))
          .append(" of the voxels get the same class");
    }
    return text.toString();
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
