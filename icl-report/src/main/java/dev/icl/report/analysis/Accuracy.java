package dev.icl.report.analysis;

import dev.icl.core.random.RandomKey;
import dev.icl.data.statistics.CrossedSample;
import dev.icl.data.statistics.Interval;
import dev.icl.data.statistics.Observation;
import dev.icl.report.analysis.Run.Case;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The accuracy of a group of trainings.
 *
 * @param group whose
 * @param runs that count: those with scores of cases, or all where there is none
 * @param leftOut trainings that do not count because they were not evaluated
 * @param evaluated whether cases were scored; otherwise there is the last validation Dice alone
 * @param patients the number of patients that were scored
 * @param cases the number of their scans that were scored
 * @param measures means over cases and runs of a case's mean over classes
 * @param classes mean Dice of each class over cases and runs
 * @param choice the criterion that selected the networks whose scores these are
 */
public record Accuracy(
    Group group,
    List<Run> runs,
    int leftOut,
    boolean evaluated,
    int patients,
    int cases,
    Map<Measure, Value> measures,
    Map<String, Double> classes,
    Choice choice) {
  private static final RandomKey KEY = RandomKey.of(0).child("bench");

  /** Copies what it is given. */
  public Accuracy {
    runs = List.copyOf(runs);
    measures = Collections.unmodifiableMap(new EnumMap<>(measures));
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
  }

  /**
   * A mean.
   *
   * @param mean NaN where nothing counts
   * @param interval 95 % bootstrap interval over patients and runs; none without scores of cases
   */
  public record Value(double mean, Interval interval) {}

  static Accuracy of(Group group, List<Run> all) {
    List<Run> evaluated = all.stream().filter(Run::isEvaluated).toList();
    if (evaluated.isEmpty()) {
      double dice = Run.mean(all.stream().map(Run::lastValidationDice).toList());
      Map<Measure, Value> measures = new EnumMap<>(Measure.class);
      measures.put(Measure.DICE, new Value(dice, Interval.NONE));
      return new Accuracy(group, all, 0, false, 0, 0, measures, Map.of(), Choice.ofValidated(all));
    }
    Set<Case> cases = new LinkedHashSet<>();
    evaluated.forEach(run -> cases.addAll(run.caseMeans(Measure.DICE).keySet()));
    Map<Measure, Value> measures = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      measures.put(measure, value(evaluated, measure));
    }
    Map<String, Double> classes = new LinkedHashMap<>();
    for (String label : evaluated.get(0).training().classNames()) {
      classes.put(
          label, Run.mean(evaluated.stream().map(r -> r.classMean(Measure.DICE, label)).toList()));
    }
    return new Accuracy(
        group,
        evaluated,
        all.size() - evaluated.size(),
        true,
        (int) cases.stream().map(Case::patient).distinct().count(),
        cases.size(),
        measures,
        classes,
        Choice.ofScored(evaluated));
  }

  /** The Dice score, which a table shows first. */
  public Value dice() {
    return of(Measure.DICE);
  }

  /** The scores by one measure; every measure has some. */
  public Value of(Measure measure) {
    return Objects.requireNonNull(measures.get(measure), measure.label());
  }

  /** Every case's mean Dice of every run, with what to call it. */
  public List<Map.Entry<String, Double>> caseDice() {
    List<Map.Entry<String, Double>> values = new ArrayList<>();
    for (Run run : runs) {
      run.caseMeans(Measure.DICE)
          .forEach(
              (c, dice) -> {
                if (!Double.isNaN(dice)) {
                  values.add(Map.entry(c.name() + ", " + run.name(), dice));
                }
              });
    }
    return values;
  }

  private static Value value(List<Run> runs, Measure measure) {
    List<Observation> scores = new ArrayList<>();
    for (Run run : runs) {
      run.caseMeans(measure).forEach((c, mean) -> scores.add(new Observation(run.origin(c), mean)));
    }
    CrossedSample sample = CrossedSample.of(scores);
    return new Value(sample.mean(), sample.interval(KEY.child(measure.key())));
  }
}
