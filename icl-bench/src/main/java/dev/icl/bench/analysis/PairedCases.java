package dev.icl.bench.analysis;

import dev.icl.bench.analysis.Comparison.Outcome;
import dev.icl.bench.analysis.Comparison.Question;
import dev.icl.bench.analysis.Comparison.Sample;
import dev.icl.bench.analysis.Run.Case;
import dev.icl.bench.record.Training.CaseScores;
import dev.icl.core.random.RandomKey;
import dev.icl.data.statistics.CrossedBootstrap;
import dev.icl.data.statistics.PairedT;
import dev.icl.data.statistics.WilcoxonSignedRank;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares two groups case by case, trainings of the same seed with each other.
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

  /** The comparison before any correction. */
  Comparison compare(Measure measure) {
    List<Scores> scoresA = new ArrayList<>();
    List<Scores> scoresB = new ArrayList<>();
    boolean bySeed = pair(measure, scoresA, scoresB);
    List<Map<Case, Double>> differences = new ArrayList<>();
    List<Double> valuesA = new ArrayList<>();
    List<Double> valuesB = new ArrayList<>();
    Set<Case> cases = new LinkedHashSet<>();
    for (int i = 0; i < scoresA.size(); i++) {
      Map<Case, Double> pair = new LinkedHashMap<>();
      Scores second = scoresB.get(i);
      scoresA
          .get(i)
          .commonMeans(second)
          .forEach(
              (c, means) -> {
                valuesA.add(means[0]);
                valuesB.add(means[1]);
                pair.put(c, means[1] - means[0]);
                cases.add(c);
              });
      differences.add(pair);
    }
    double[][][] crossed = Accuracy.crossed(differences, cases);
    double[] patients = patientMeans(crossed);
    WilcoxonSignedRank wilcoxon = WilcoxonSignedRank.of(patients);
    double p = patients.length == 0 ? Double.NaN : wilcoxon.pValue();
    return new Comparison(
        question,
        measure,
        a.group(),
        b.group(),
        new Sample(patients.length, cases.size(), differences.size(), bySeed),
        Run.mean(valuesA),
        Run.mean(valuesB),
        Accuracy.mean(crossed),
        CrossedBootstrap.ofMean(crossed, KEY.child(measure.key())),
        p,
        p,
        PairedT.of(patients).pValue(),
        wilcoxon.rankBiserial(),
        1,
        Outcome.NOT_SHOWN);
  }

  /** Fills the two lists with scores to hold against each other; false if no seed is in both. */
  private boolean pair(Measure measure, List<Scores> first, List<Scores> second) {
    Map<Long, List<Run>> bySeedA = bySeed(a);
    Map<Long, List<Run>> bySeedB = bySeed(b);
    Set<Long> seeds = new TreeSet<>(bySeedA.keySet());
    seeds.retainAll(bySeedB.keySet());
    for (long seed : seeds) {
      List<Run> runsA = bySeedA.get(seed);
      List<Run> runsB = bySeedB.get(seed);
      for (int i = 0; i < Math.min(runsA.size(), runsB.size()); i++) {
        first.add(Scores.of(List.of(runsA.get(i)), measure));
        second.add(Scores.of(List.of(runsB.get(i)), measure));
      }
    }
    if (seeds.isEmpty()) {
      first.add(Scores.of(a.runs(), measure));
      second.add(Scores.of(b.runs(), measure));
    }
    return !seeds.isEmpty();
  }

  private static Map<Long, List<Run>> bySeed(Accuracy accuracy) {
    return accuracy.runs().stream()
        .sorted(Comparator.comparing(Run::machine))
        .collect(Collectors.groupingBy(Run::seed));
  }

  private static double[] patientMeans(double[][][] crossed) {
    int patients = crossed.length == 0 ? 0 : crossed[0].length;
    List<Double> means = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      List<Double> values = new ArrayList<>();
      for (double[][] pair : crossed) {
        for (double value : pair[p]) {
          values.add(value);
        }
      }
      if (!values.isEmpty()) {
        means.add(Run.mean(values));
      }
    }
    return means.stream().mapToDouble(Double::doubleValue).toArray();
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

    /** For every case of both the two means over the classes that count in both. */
    Map<Case, double[]> commonMeans(Scores other) {
      Map<Case, double[]> common = new LinkedHashMap<>();
      values.forEach(
          (c, classes) -> {
            Map<String, Double> others = other.values.getOrDefault(c, Map.of());
            List<Double> here = new ArrayList<>();
            List<Double> there = new ArrayList<>();
            classes.forEach(
                (label, value) -> {
                  double otherValue = others.getOrDefault(label, Double.NaN);
                  if (!Double.isNaN(value) && !Double.isNaN(otherValue)) {
                    here.add(value);
                    there.add(otherValue);
                  }
                });
            if (!here.isEmpty()) {
              common.put(c, new double[] {Run.mean(here), Run.mean(there)});
            }
          });
      return common;
    }
  }
}
