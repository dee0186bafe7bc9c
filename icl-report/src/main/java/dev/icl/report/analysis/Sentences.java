package dev.icl.report.analysis;

import dev.icl.data.statistics.Interval;
import dev.icl.data.statistics.Outcome;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.analysis.GroupComparison.Sample;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Parity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Says in plain words what was found. */
public final class Sentences {
  /** Losses further apart than this share are no rounding any more. */
  private static final double APART = 0.01;

  /** Segmentations that agree in a smaller share of the voxels are not the same ones. */
  private static final double ALIKE = 0.95;

  private final Labels labels;

  /**
   * @param labels the names of groups
   */
  public Sentences(Labels labels) {
    this.labels = labels;
  }

  /**
   * {@code icl is better than supervised by 4.1 points of Dice on pytorch (p = 0.002)}. The test
   * counts ranks, so that a patient far off can turn the mean around, but not the test; then the
   * mean's direction is given next to that of the test.
   */
  public String verdict(GroupComparison c) {
    String a = name(c, c.a());
    String b = name(c, c.b());
    String where = where(c);
    if (c.isOfTwoUseless()) {
      return "Neither %s nor %s segments anything%s: mean Dice %s and %s, as of networks that predict almost only background"
          .formatted(b, a, where, Words.decimals(c.meanB(), 3), Words.decimals(c.meanA(), 3));
    }
    if (c.outcome() == Outcome.BETTER || c.outcome() == Outcome.WORSE) {
      boolean better = c.outcome() == Outcome.BETTER;
      if (!c.isOfOneDirection()) {
        return "%s is better than %s by the patients' ranks%s (%s), though its mean %s is %s"
            .formatted(
                better ? b : a,
                better ? a : b,
                where,
                Words.pValue(c.holmP()),
                c.measure().label(),
                worseBy(c));
      }
      return "%s is better than %s by %s%s (%s)"
          .formatted(
              better ? b : a,
              better ? a : b,
              amount(c.measure(), Math.abs(c.difference())),
              where,
              Words.pValue(c.holmP()));
    }
    return "No difference in %s between %s and %s found%s: %s, 95\u00a0%% interval %s (%s)%s"
        .formatted(
            c.measure().label(),
            b,
            a,
            where,
            Words.signed(scaled(c.measure(), c.difference()), 1) + points(c.measure()),
            range(c.measure(), c.interval()),
            Words.pValue(c.holmP()),
            c.outcome() == Outcome.TOO_FEW
                ? "; with "
                    + Words.count(c.sample().patients(), "patient")
                    + " none could be shown"
                    + (c.family() > 1 ? ", given the other tests" : "")
                : "");
  }

  private static String worseBy(GroupComparison c) {
    if (c.difference() == 0) {
      return "the same";
    }
    boolean share = c.measure() == Measure.DICE || c.measure() == Measure.JACCARD;
    return Words.decimals(scaled(c.measure(), Math.abs(c.difference())), 1)
        + (share ? " points" : "")
        + (c.measure().higherIsBetter() ? " lower" : " higher");
  }

  /** The means, the interval, and what they rest on. */
  public String detail(GroupComparison c) {
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
            ? Words.count(sample.pairs(), "pair") + paired(List.of(sample))
            : "no seed in common, means over all trainings";
    return patients + cases + ", " + runs;
  }

  /**
   * The samples that several comparisons rest on: the one sample of all, or from the least to the
   * most.
   */
  static String samples(List<Sample> samples) {
    if (samples.stream().distinct().count() == 1) {
      return sample(samples.get(0));
    }
    String patients = span(samples, Sample::patients, "patient");
    String cases = span(samples, Sample::cases, "case");
    String runs =
        samples.stream().allMatch(Sample::bySeed)
            ? span(samples, Sample::pairs, "pair") + paired(samples)
            : samples.stream().noneMatch(Sample::bySeed)
                ? "no seed in common, means over all trainings"
                : "trainings with the same seed where there are such, otherwise means over all";
    return patients + " (" + cases + "), " + runs;
  }

  private static String paired(List<Sample> samples) {
    return samples.stream().anyMatch(Sample::byDraw)
        ? " of trainings with the same seed and labelled patients"
        : " of trainings with the same seed";
  }

  private static String span(List<Sample> samples, ToIntFunction<Sample> count, String noun) {
    int least = samples.stream().mapToInt(count).min().orElse(0);
    int most = samples.stream().mapToInt(count).max().orElse(0);
    return (least == most ? "" : least + " to ") + Words.count(most, noun);
  }

  /** The ratio of speeds, and whether it exceeds the spread of repeats. */
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
    if (c.isNoisy()) {
      return "Other work on the machine disturbed the timings of %s and %s in training %s, so that no ratio is given: %s"
          .formatted(platform(c, fast), platform(c, slow), what, rates);
    }
    if (!c.isApart()) {
      return "No difference in speed beyond the spread of repeats between %s and %s in training %s: %s%s"
          .formatted(platform(c, fast), platform(c, slow), what, rates, once(c));
    }
    return "%s trains %s %s times as fast as %s: %s%s"
        .formatted(
            platform(c, fast),
            what,
            Words.decimals(c.ratio(), 2),
            platform(c, slow),
            rates,
            once(c));
  }

  /** The ratio of speeds, and whether it exceeds the spread of repeats. */
  public String verdict(Parity p) {
    String a = p.engineA() + " " + p.deviceA();
    String b = p.engineB() + " " + p.deviceB();
    if (p.status() == Status.FAILED) {
      return "%s and %s could not be compared with %s: %s"
          .formatted(a, b, labels.method(p), p.reason());
    }
    String iterations = Words.count(p.iterations(), "iteration");
    String doubts = String.join(" and ", doubts(p));
    if (p.maxLossDistance() == null) {
      return "%s and %s could not be compared with %s over %s: an engine's loss is not finite%s"
          .formatted(a, b, labels.method(p), iterations, doubts.isEmpty() ? "" : "; " + doubts);
    }
    return p.maxLossDistance() > APART
        ? "%s and %s drift apart with %s within %s%s"
            .formatted(a, b, labels.method(p), iterations, doubts.isEmpty() ? "" : "; " + doubts)
        : "%s and %s follow the same course with %s over %s%s"
            .formatted(
                a, b, labels.method(p), iterations, doubts.isEmpty() ? "" : ", but " + doubts);
  }

  /** Whether two engines were compared and came to the same in everything. */
  static boolean isAlike(Parity p) {
    return p.status() == Status.DONE
        && p.maxLossDistance() != null
        && p.maxLossDistance() <= APART
        && doubts(p).isEmpty();
  }

  /**
   * The differences beyond rounding other than the loss; without validation volumes no label is
   * compared.
   */
  private static List<String> doubts(Parity p) {
    List<String> doubts = new ArrayList<>();
    if (p.gradientDistance() == null) {
      doubts.add("an engine's first gradient is missing or not finite");
    } else if (p.gradientDistance() > APART) {
      doubts.add("the first gradients differ by up to " + Words.percent(p.gradientDistance()));
    }
    if (p.labelAgreement() != null && p.labelAgreement() < ALIKE) {
      doubts.add("only " + Words.percent(p.labelAgreement()) + " of the voxels get the same class");
    }
    return doubts;
  }

  /** The distances between the engines; empty where nothing was compared. */
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

  /** The unit of a difference, behind the number. */
  private static String points(Measure measure) {
    return measure == Measure.DICE || measure == Measure.JACCARD ? " points" : "";
  }

  /** An interval of a difference, in the unit that {@link #scaled} gives. */
  public static String range(Measure measure, Interval interval) {
    return Double.isNaN(interval.low())
        ? Words.NONE
        : Words.signed(scaled(measure, interval.low()), 1)
            + " to "
            + Words.signed(scaled(measure, interval.high()), 1);
  }

  /** Overlaps in percentage points; distances as they are. */
  public static double scaled(Measure measure, double value) {
    return measure == Measure.DICE || measure == Measure.JACCARD ? 100 * value : value;
  }

  private String once(SpeedComparison c) {
    if (c.faster().isRepeated() && c.slower().isRepeated()) {
      return "";
    }
    String which =
        c.faster().isRepeated()
            ? platform(c, c.slower().group())
            : c.slower().isRepeated() ? platform(c, c.faster().group()) : "each";
    return "; " + which + " was measured once, so its spread is unknown";
  }

  private String name(GroupComparison c, Group group) {
    return c.question() == Question.METHODS
        ? group.approach()
        : c.a().engine().equals(c.b().engine()) ? group.platform() : labels.platform(group);
  }

  private String where(GroupComparison c) {
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
