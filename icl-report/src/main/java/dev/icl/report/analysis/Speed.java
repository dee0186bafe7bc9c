package dev.icl.report.analysis;

import dev.icl.report.record.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * The speed of the cells of a group on one machine.
 *
 * @param group whose
 * @param machine id; times of several machines are never put together
 * @param repeats one per process, without those that other work disturbed
 * @param leftOut the number of those, by the yardstick that each process measured beside its steps
 * @param disturbed whether all of them were, so that none could be left out
 */
public record Speed(
    Group group, String machine, List<Timing> repeats, int leftOut, boolean disturbed) {
  /**
   * A repeat is disturbed where its matrix products ran at less than this share of the best rate of
   * the same engine on the same machine.
   */
  public static final double UNDISTURBED = 0.7;

  /** Repeats further apart than this share make the machine too noisy. */
  public static final double NOISE = 0.05;

  /** Copies the list. */
  public Speed {
    repeats = List.copyOf(repeats);
  }

  /**
   * A quantity over repeats.
   *
   * @param median of the repeats' values
   * @param low the least
   * @param high the most
   */
  public record Spread(double median, double low, double high) {
    static Spread of(double[] values) {
      return new Spread(
          new Median().evaluate(values),
          Arrays.stream(values).min().orElse(Double.NaN),
          Arrays.stream(values).max().orElse(Double.NaN));
    }

    /** The distance between least and most, as a share of the median. */
    public double relative() {
      return (high - low) / median;
    }
  }

  /** Training images per second, each repeat's at its own median step. */
  public Spread imagesPerSecond() {
    return spread(Timing::imagesPerSecond);
  }

  /** Milliseconds of a step, each repeat's median. */
  public Spread stepMs() {
    return spread(Timing::p50Ms);
  }

  /**
   * The speed of a group. Disturbed repeats are left out, unless all of them are.
   *
   * @param group of trainings
   * @param machine id
   * @param all one per process
   * @param best the highest rate of matrix products by this engine on this machine, 10⁹ a second
   */
  static Speed of(Group group, String machine, List<Timing> all, double best) {
    List<Timing> sound = all.stream().filter(t -> !isDisturbed(t, best)).toList();
    return sound.isEmpty()
        ? new Speed(group, machine, all, 0, true)
        : new Speed(group, machine, sound, all.size() - sound.size(), false);
  }

  /**
   * Whether other work took so much of the machine that a repeat says little.
   *
   * @param repeat of a group
   * @param best as above
   */
  public static boolean isDisturbed(Timing repeat, double best) {
    return repeat.matmulGflops() < UNDISTURBED * best;
  }

  /** The number of repeats that were measured more than once. */
  public int measuredAgain() {
    return (int) repeats.stream().filter(t -> t.measured() > 1).count();
  }

  /** Whether there is a spread at all: with one repeat it is unknown. */
  public boolean isRepeated() {
    return repeats.size() > 1;
  }

  /** Whether other work shows so much in the repeats that the figures say little. */
  public boolean isNoisy() {
    return stepMs().relative() > NOISE || disturbed;
  }

  /**
   * A quantity over the repeats that report it.
   *
   * @param value null where a repeat does not say
   * @return NaN everywhere if none does
   */
  public Spread spread(Function<Timing, ? extends Number> value) {
    double[] told =
        repeats.stream()
            .<Number>map(value)
            .filter(Objects::nonNull)
            .mapToDouble(Number::doubleValue)
            .toArray();
    return Spread.of(told);
  }
}
