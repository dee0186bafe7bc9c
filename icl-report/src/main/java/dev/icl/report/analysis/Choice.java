package dev.icl.report.analysis;

import dev.icl.report.record.Scored;
import dev.icl.report.record.TrainingOutcome.Best;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The criterion that selected the networks whose scores count in a group, and the gain of selection
 * by validation.
 *
 * @param scored the network of each training that counts; none without scores of cases
 * @param best mean Dice of the networks with the best validation, over trainings and cases; without
 *     scores of cases over trainings of their validation; NaN where that is not known
 * @param gap the difference between that and the Dice that is reported, over the trainings that
 *     have both; NaN where none has
 */
public record Choice(List<Scored> scored, double best, double gap) {
  /** Copies the list. */
  public Choice {
    scored = List.copyOf(scored);
  }

  /** Of trainings with scores of cases. */
  static Choice ofScored(List<Run> runs) {
    List<double[]> both =
        runs.stream()
            .filter(run -> run.training().best() != null)
            .flatMap(Choice::bestAndReported)
            .toList();
    double best = Run.mean(both.stream().map(pair -> pair[0]).toList());
    double reported = Run.mean(both.stream().map(pair -> pair[1]).toList());
    return new Choice(
        runs.stream().map(run -> run.training().scored()).filter(Objects::nonNull).toList(),
        best,
        best - reported);
  }

  /** Of every case that has a Dice by both networks, so that the gap is one of the same cases. */
  private static Stream<double[]> bestAndReported(Run run) {
    Map<Run.Case, Double> best = run.bestCaseDice();
    return run.caseMeans(Measure.DICE).entrySet().stream()
        .map(e -> new double[] {best.getOrDefault(e.getKey(), Double.NaN), e.getValue()})
        .filter(pair -> !Double.isNaN(pair[0] + pair[1]));
  }

  /** Of trainings that are known by their validations alone. */
  static Choice ofValidated(List<Run> runs) {
    double best = Run.mean(runs.stream().map(Run::bestValidationDice).toList());
    double last = Run.mean(runs.stream().map(Run::lastValidationDice).toList());
    return new Choice(List.of(), best, best - last);
  }

  /** The facts known of the best networks of some trainings, where others are reported. */
  static List<Scored> best(List<Run> runs) {
    return runs.stream()
        .map(run -> run.training().best())
        .filter(Objects::nonNull)
        .map(Best::scored)
        .toList();
  }
}
