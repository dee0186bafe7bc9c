package dev.icl.report.curves;

import dev.icl.core.error.UserException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The distance between the losses of two trainings, and between their validation scores.
 *
 * @param reference the name of the training that differences are relative to
 * @param other the name of the other
 * @param iterations the number of steps that both have
 * @param compared the number of the first steps that both have
 * @param early the largest {@code |other − reference| / |reference|} of the total loss over the
 *     first steps; infinite where one of the two is not finite
 * @param earlyAt the iteration of it
 * @param largest the same over all common steps
 * @param largestAt the iteration of it
 * @param dice the difference of the mean validation Dice at the last iteration at which both have
 *     one, other minus reference; empty where there is no such iteration
 * @param diceAt that iteration; 0 where there is none
 */
public record CurveDistance(
    String reference,
    String other,
    int iterations,
    int compared,
    double early,
    int earlyAt,
    double largest,
    int largestAt,
    OptionalDouble dice,
    int diceAt) {

  /**
   * Compares step by step.
   *
   * @param reference the training that differences are relative to
   * @param other the training that is compared with it
   * @param first up to which iteration a difference is an early one; at least 1
   * @throws UserException if the trainings have no step in common
   */
  public static CurveDistance between(RunCurve reference, RunCurve other, int first) {
    Map<Integer, RunCurve.Point> known =
        reference.points().stream()
            .collect(Collectors.toMap(RunCurve.Point::iteration, Function.identity(), (a, b) -> b));
    int common = 0;
    int compared = 0;
    Extreme early = new Extreme(0, 0);
    Extreme largest = new Extreme(0, 0);
    OptionalDouble dice = OptionalDouble.empty();
    int diceAt = 0;
    for (RunCurve.Point point : other.points()) {
      RunCurve.Point match = known.get(point.iteration());
      if (match == null) {
        continue;
      }
      common++;
      Extreme here = new Extreme(relative(match.loss(), point.loss()), point.iteration());
      largest = largest.or(here);
      if (point.dice().isPresent() && match.dice().isPresent()) {
        dice = OptionalDouble.of(point.dice().getAsDouble() - match.dice().getAsDouble());
        diceAt = point.iteration();
      }
      if (point.iteration() <= first) {
        compared++;
        early = early.or(here);
      }
    }
    if (common == 0) {
      throw new UserException(
          reference.name()
              + " and "
              + other.name()
              + " have no iteration in common; compare trainings that began alike.");
    }
    return new CurveDistance(
        reference.name(),
        other.name(),
        common,
        compared,
        early.value(),
        early.iteration(),
        largest.value(),
        largest.iteration(),
        dice,
        diceAt);
  }

  private static double relative(double reference, double value) {
    if (!Double.isFinite(reference) || !Double.isFinite(value)) {
      return Double.POSITIVE_INFINITY; // two that diverged alike were not compared
    }
    return reference == value ? 0 : Math.abs(value - reference) / Math.abs(reference);
  }

  private record Extreme(double value, int iteration) {
    Extreme or(Extreme other) {
      return iteration == 0 || other.value > value ? other : this;
    }
  }
}
