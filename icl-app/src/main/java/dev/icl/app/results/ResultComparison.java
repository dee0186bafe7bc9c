package dev.icl.app.results;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import dev.icl.data.statistics.JudgedComparison;
import dev.icl.data.statistics.ObservedPair;
import dev.icl.data.statistics.PairedComparison;
import dev.icl.data.statistics.ScoreOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The comparison of two evaluations of the same scans: case by case, one observation per patient.
 * The tests are those of {@link PairedComparison}, as in the report of a benchmark.
 */
public final class ResultComparison {
  private static final RandomKey KEY = RandomKey.of(0).child("compare");

  /** By case, then by class, in the order of the file. */
  private final Map<String, Map<String, ClassScores>> a;

  private final Map<String, Map<String, ClassScores>> b;
  private final List<String> cases;
  private final CasePatients patients;
  private final ComparisonScope scope;
  private final List<String> applied;

  private ResultComparison(ResultFolder first, ResultFolder second) {
    this.a = byCase(first);
    this.b = byCase(second);
    this.cases = a.keySet().stream().filter(b::containsKey).toList();
    this.patients = CasePatients.of(cases, first, second);
    this.scope = ComparisonScope.of(first.network(), second.network());
    this.applied = AppliedDifferences.notes(first.inference(), second.inference());
  }

  /**
   * Compares two folders of {@code icl evaluate}, or of trainings that hold one.
   *
   * @param folderA the result of condition A
   * @param folderB the result of condition B
   * @param metrics to compare; not empty
   * @throws UserException if a folder cannot be read, both are the same one, they share no case, or
   *     no class, they treat empty masks differently, {@code nsd} has two tolerances, a case was
   *     scored against two references, they disagree on patients, or a metric is in none of their
   *     common cases
   */
  public static ComparisonReport of(Path folderA, Path folderB, Collection<Metric> metrics) {
    ResultFolder first = ResultFolder.read(folderA);
    ResultFolder second = ResultFolder.read(folderB);
    requireTwo(first.path(), second.path());
    return of(first, second, metrics);
  }

  static ComparisonReport of(ResultFolder first, ResultFolder second, Collection<Metric> metrics) {
    requireSameConvention(first, second);
    if (metrics.contains(Metric.NSD)) {
      requireSameTolerance(first, second);
    }
    SameReferences.require(first, second);
    ResultComparison comparison = new ResultComparison(first, second);
    if (comparison.cases.isEmpty()) {
      throw new UserException(
          "%s and %s have no case in common; compare evaluations of the same scans."
              .formatted(first.path(), second.path()));
    }
    if (comparison.labels().isEmpty()) {
      throw new UserException(
          "%s has the classes %s and %s has %s, none in common; compare evaluations with the same class names."
              .formatted(
                  first.path(),
                  String.join(", ", classes(comparison.a)),
                  second.path(),
                  String.join(", ", classes(comparison.b))));
    }
    return comparison.report(first.path(), second.path(), metrics);
  }

  private ComparisonReport report(Path folderA, Path folderB, Collection<Metric> metrics) {
    List<Metric> compared = new ArrayList<>();
    List<PairedComparison> overall = new ArrayList<>();
    for (Metric metric : metrics) {
      PairedComparison comparison = compareMeans(metric);
      if (comparison.patients() == 0) {
        throw new UserException(
            "--metric: %s was measured in no case of both %s and %s; ask for another."
                .formatted(metric.column(), folderA, folderB));
      }
      compared.add(metric);
      overall.add(comparison);
    }
    List<JudgedComparison> judged =
        JudgedComparison.family(overall, m -> compared.get(m).higherIsBetter());
    List<ComparisonReport.Row> rows = new ArrayList<>();
    for (int m = 0; m < compared.size(); m++) {
      Metric metric = compared.get(m);
      rows.add(ComparisonReport.Row.of(metric, ComparisonReport.ALL_CLASSES, judged.get(m)));
      rows.addAll(perClass(metric));
    }
    return new ComparisonReport(
        folderA.toString(),
        folderB.toString(),
        (int) patients.of().values().stream().distinct().count(),
        cases.size(),
        a.size() - cases.size(),
        b.size() - cases.size(),
        Stream.of(patients.notes(), unshared(), applied, scope.notes())
            .flatMap(List::stream)
            .toList(),
        scope.sentence(),
        rows);
  }

  private List<ComparisonReport.Row> perClass(Metric metric) {
    List<String> labels = labels();
    List<PairedComparison> comparisons = new ArrayList<>();
    for (String label : labels) {
      RandomKey key = KEY.child(metric.column()).child(label);
      comparisons.add(PairedComparison.of(pairs(List.of(label), metric), key));
    }
    List<JudgedComparison> judged =
        JudgedComparison.family(comparisons, c -> metric.higherIsBetter());
    List<ComparisonReport.Row> rows = new ArrayList<>();
    for (int c = 0; c < labels.size(); c++) {
      rows.add(ComparisonReport.Row.of(metric, labels.get(c), judged.get(c)));
    }
    return rows;
  }

  /** Of each case's mean over the classes that count in it in both results. */
  private PairedComparison compareMeans(Metric metric) {
    return PairedComparison.of(pairs(labels(), metric), KEY.child(metric.column()));
  }

  /** One a case: the means over some classes. */
  private List<ObservedPair> pairs(List<String> labels, Metric metric) {
    List<ObservedPair> pairs = new ArrayList<>();
    for (String name : cases) {
      ScoreOrigin origin = ScoreOrigin.of(patients.patientOf(name), name);
      pairs.add(
          ObservedPair.ofMeans(
              origin, values(a, name, labels, metric), values(b, name, labels, metric)));
    }
    return pairs;
  }

  /** The classes of both results, in the order of the first. */
  private List<String> labels() {
    Set<String> labels = classes(a);
    labels.retainAll(classes(b));
    return List.copyOf(labels);
  }

  private static Set<String> classes(Map<String, Map<String, ClassScores>> results) {
    Set<String> classes = new LinkedHashSet<>();
    results.values().forEach(scores -> classes.addAll(scores.keySet()));
    return classes;
  }

  /** A sentence on classes that one result has and the other has not. */
  private List<String> unshared() {
    Set<String> one = classes(a);
    Set<String> other = classes(b);
    one.addAll(other);
    one.removeAll(labels());
    return one.isEmpty()
        ? List.of()
        : List.of(
            "Only one of the results has %s: left out, in the mean over classes too."
                .formatted(String.join(", ", one)));
  }

  private static double[] values(
      Map<String, Map<String, ClassScores>> results,
      String name,
      List<String> labels,
      Metric metric) {
    Map<String, ClassScores> classes = results.getOrDefault(name, Map.of());
    return labels.stream()
        .map(classes::get)
        .mapToDouble(scores -> scores == null ? Double.NaN : scores.get(metric))
        .toArray();
  }

  private static Map<String, Map<String, ClassScores>> byCase(ResultFolder folder) {
    Map<String, Map<String, ClassScores>> cases = new LinkedHashMap<>();
    for (CaseRow row : folder.rows()) {
      Map<String, ClassScores> classes =
          cases.computeIfAbsent(row.name(), name -> new LinkedHashMap<>());
      if (classes.put(row.label(), row.scores()) != null) {
        throw new UserException(
            "%s has the class %s of the case %s twice; write it anew with icl evaluate."
                .formatted(folder.cases(), row.label(), row.name()));
      }
    }
    return cases;
  }

  private static void requireTwo(Path a, Path b) {
    boolean same;
    try {
      same = Files.isSameFile(a, b);
    } catch (IOException e) {
      same = false; // both were read a moment ago
    }
    if (same) {
      throw new UserException(
          "%s and %s are the same folder; name two evaluations of the same scans.".formatted(a, b));
    }
  }

  /** Whether both are told, and not the same. */
  private static boolean differ(Optional<?> a, Optional<?> b) {
    return a.isPresent() && b.isPresent() && !a.equals(b);
  }

  private static void requireSameTolerance(ResultFolder a, ResultFolder b) {
    if (differ(a.nsdToleranceMm(), b.nsdToleranceMm())) {
      throw new UserException(
          "--metric: nsd of %s has a tolerance of %s mm and that of %s one of %s mm; evaluate both with the same --tolerance."
              .formatted(a.path(), a.nsdToleranceMm().get(), b.path(), b.nsdToleranceMm().get()));
    }
  }

  private static void requireSameConvention(ResultFolder a, ResultFolder b) {
    if (differ(a.emptyMasks(), b.emptyMasks())) {
      throw new UserException(
          "%s was scored with --empty-masks %s and %s with %s; evaluate both alike."
              .formatted(a.path(), a.emptyMasks().get(), b.path(), b.emptyMasks().get()));
    }
  }
}
