package dev.icl.bench.analysis;

import dev.icl.bench.record.Scored;
import dev.icl.bench.record.Training.Best;
import java.util.List;
import java.util.Objects;

/**
 * What chose the networks whose scores count in a group, and what choosing by validation gave.
 *
 * @param scored the network of each training that counts; none without scores of cases
 * @param best mean Dice of the networks with the best validation, over trainings and cases; without
 *     scores of cases over trainings of their validation; NaN where that is not known
 * @param gap how much higher that is than the Dice that is reported, over the trainings that have
 *     both; NaN where none has
 */
public record Choice(List<Scored> scored, double best, double gap) {
  /** Copies the list. */
  public Choice {
    scored = List.copyOf(scored);
  }

  /** Of trainings with scores of cases. */
  static Choice ofScored(List<Run> runs) {
    List<Run> both = runs.stream().filter(run -> run.training().best() != null).toList();
    double best = Run.mean(both.stream().flatMap(run -> run.bestCaseDice().stream()).toList());
    double reported =
        Run.mean(
            both.stream().flatMap(run -> run.caseMeans(Measure.DICE).values().stream()).toList());
    return new Choice(
        runs.stream().map(run -> run.training().scored()).filter(Objects::nonNull).toList(),
        best,
        best - reported);
  }

  /** Of trainings that are known by their validations alone. */
  static Choice ofValidated(List<Run> runs) {
    double best = Run.mean(runs.stream().map(Run::bestValidationDice).toList());
    double last = Run.mean(runs.stream().map(Run::lastValidationDice).toList());
    return new Choice(List.of(), best, best - last);
  }

  /** What is known of the best networks of some trainings, where others are reported. */
  static List<Scored> best(List<Run> runs) {
    return runs.stream()
        .map(run -> run.training().best())
        .filter(Objects::nonNull)
        .map(Best::scored)
        .toList();
  }
}
