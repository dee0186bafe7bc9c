package dev.icl.report.analysis;

import dev.icl.core.random.RandomKey;
import dev.icl.data.statistics.JudgedComparison;
import dev.icl.data.statistics.ObservedPair;
import dev.icl.data.statistics.PairedComparison;
import dev.icl.data.statistics.ScoreOrigin;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.analysis.GroupComparison.Sample;
import dev.icl.report.analysis.Run.Case;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares two groups case by case, trainings of the same seed and labelled patients with each
 * other.
 *
 * <p>The scans of a patient, and the trainings of several seeds scored on one scan, are no
 * independent observations. So the tests see one difference a patient: the mean over the patient's
 * cases and all pairs of trainings.
 */
final class PairedCases {
  private static final RandomKey KEY = RandomKey.of(0).child("bench").child("difference");

  private final Question question;
  private final Accuracy a;
  private final Accuracy b;

  PairedCases(Question question, Accuracy a, Accuracy b) {
    this.question = question;
    this.a = a;
    this.b = b;
  }

  /** The comparison by itself, before any correction. */
  GroupComparison compare(Measure measure) {
    List<ObservedPair> scores = new ArrayList<>();
    List<Couple> couples = couples();
    for (Couple couple : couples) {
      Scores first = Scores.of(couple.a(), measure);
      Scores second = Scores.of(couple.b(), measure);
      first
          .values()
          .forEach(
              (c, classes) ->
                  scores.add(
                      ObservedPair.ofMeans(
                          new ScoreOrigin(c.patient(), c.name(), couple.seed(), couple.labelDraw()),
                          first.of(c, classes.keySet()),
                          second.of(c, classes.keySet()))));
    }
    PairedComparison found = PairedComparison.of(scores, KEY.child(measure.key()));
    Sample sample =
        new Sample(
            found.patients(),
            found.cases(),
            couples.size(),
            couples.stream().allMatch(Couple::isBySeed),
            couples.stream().map(Couple::labelDraw).distinct().count() > 1);
    JudgedComparison alone =
        JudgedComparison.family(List.of(found), i -> measure.higherIsBetter()).get(0);
    return new GroupComparison(question, measure, a.group(), b.group(), sample, alone);
  }

  /**
   * Trainings to hold against each other.
   *
   * @param seed of both; 0 where these are all trainings of both groups
   * @param labelDraw of both
   */
  private record Couple(List<Run> a, List<Run> b, long seed, int labelDraw, boolean isBySeed) {}

  /** The properties that the two trainings of a pair share. */
  private record Twin(long seed, int labelDraw) {}

  /** One a seed and drawing in both groups and machine; all against all if there is none. */
  private List<Couple> couples() {
    Map<Twin, List<Run>> twinsA = twins(a);
    Map<Twin, List<Run>> twinsB = twins(b);
    List<Twin> shared =
        twinsA.keySet().stream()
            .filter(twinsB::containsKey)
            .sorted(Comparator.comparingLong(Twin::seed).thenComparingInt(Twin::labelDraw))
            .toList();
    if (shared.isEmpty()) {
      return List.of(new Couple(a.runs(), b.runs(), 0, 0, false));
    }
    List<Couple> couples = new ArrayList<>();
    for (Twin twin : shared) {
      List<Run> runsA = twinsA.getOrDefault(twin, List.of());
      List<Run> runsB = twinsB.getOrDefault(twin, List.of());
      for (int i = 0; i < Math.min(runsA.size(), runsB.size()); i++) {
        couples.add(
            new Couple(
                List.of(runsA.get(i)), List.of(runsB.get(i)), twin.seed(), twin.labelDraw(), true));
      }
    }
    return couples;
  }

  private static Map<Twin, List<Run>> twins(Accuracy accuracy) {
    return accuracy.runs().stream()
        .sorted(Comparator.comparing(Run::machine))
        .collect(Collectors.groupingBy(run -> new Twin(run.seed(), run.labelDraw())));
  }

  /** A measure of every class of every case, the mean over some trainings. */
  private record Scores(Map<Case, Map<String, Double>> values) {
    static Scores of(List<Run> runs, Measure measure) {
      Map<Case, Map<String, List<Double>>> all = new LinkedHashMap<>();
      for (Run run : runs) {
        for (CaseScores scores : run.training().cases()) {
          all.computeIfAbsent(new Case(scores.patient(), scores.name()), c -> new LinkedHashMap<>())
              .computeIfAbsent(scores.label(), label -> new ArrayList<>())
              .add(measure.of(scores));
        }
      }
      Map<Case, Map<String, Double>> means = new LinkedHashMap<>();
      all.forEach(
          (c, classes) -> {
            Map<String, Double> ofCase = new LinkedHashMap<>();
            classes.forEach((label, list) -> ofCase.put(label, Run.mean(list)));
            means.put(c, ofCase);
          });
      return new Scores(means);
    }

    /** Those of a case by class; NaN where there is none. */
    double[] of(Case c, Set<String> classes) {
      Map<String, Double> scores = values.getOrDefault(c, Map.of());
      return classes.stream()
          .mapToDouble(label -> scores.getOrDefault(label, Double.NaN))
          .toArray();
    }
  }
}
