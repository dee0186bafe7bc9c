package dev.icl.report.curves;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The loss and the validation Dice that a training logged.
 *
 * @param name the folder as it was given
 * @param points one for every step, at least one, iterations ascending
 */
public record RunCurve(String name, List<Point> points) {
  /** Copies the points. */
  public RunCurve {
    points = List.copyOf(points);
  }

  /**
   * One step.
   *
   * @param iteration from 1
   * @param loss the total; NaN where it was not finite
   * @param dice mean validation Dice after this step, where there was a validation
   */
  public record Point(int iteration, double loss, OptionalDouble dice) {
    static Point of(TrainingLog.Step step) {
      OptionalDouble dice =
          step.validation().stream()
              .mapToDouble(TrainingLog.Validation::dice)
              .filter(Double::isFinite)
              .findFirst();
      return new Point(step.iteration(), step.loss(), dice);
    }
  }

  /**
   * Reads {@code metrics.jsonl} of a training, also of one that still runs.
   *
   * @param folder as given to {@code icl train --out}
   * @throws dev.icl.core.error.UserException if there is no such log, or a line of it is none of a
   *     training's
   */
  public static RunCurve read(Path folder) {
    return new RunCurve(
        folder.toString(), TrainingLog.read(folder).steps().stream().map(Point::of).toList());
  }

  /** The last mean validation Dice, if there was a validation. */
  public OptionalDouble finalDice() {
    return points.stream()
        .map(Point::dice)
        .filter(OptionalDouble::isPresent)
        .reduce((before, last) -> last)
        .orElse(OptionalDouble.empty());
  }
}
