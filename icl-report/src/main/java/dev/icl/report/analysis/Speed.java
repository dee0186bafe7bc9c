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
 * @param repeats one per process
 */
public record Speed(Group group, String machine, List<Timing> repeats) {
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

  /** Whether there is a spread at all: with one repeat it is unknown. */
  public boolean isRepeated() {
    return repeats.size() > 1;
  }

  /** Whether the repeats' median steps are so far apart that the figures say little. */
  public boolean isNoisy() {
    return stepMs().relative() > NOISE;
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
