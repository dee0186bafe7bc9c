package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One score of the same scans under two conditions. The tests see one difference a patient: the
 * mean over the patient's scans and all pairs of trainings. Differences that rounding alone makes
 * different count as equal, and as zero.
 *
 * @param patients who have a score under both; the n of the tests
 * @param cases scans that have one under both
 * @param leftOut pairs of scores without
 * @param meanA over the pairs
 * @param meanB over the pairs
 * @param difference mean of B − A over the pairs
 * @param interval 95 % bootstrap interval of the difference over patients, seeds and drawings
 * @param wilcoxon of the patients' differences
 * @param t of the patients' differences
 */
public record PairedComparison(
    int patients,
    int cases,
    int leftOut,
    double meanA,
    double meanB,
    double difference,
    Interval interval,
    WilcoxonSignedRank wilcoxon,
    PairedT t) {
  /**
   * Compares the two sides of pairs.
   *
   * @param key decides the draws of the bootstrap
   */
  public static PairedComparison of(List<ObservedPair> pairs, RandomKey key) {
    List<ObservedPair> counted = pairs.stream().filter(ObservedPair::counts).toList();
    CrossedSample differences =
        CrossedSample.of(
            counted.stream().map(p -> new Observation(p.origin(), p.b() - p.a())).toList());
    double[] scoresA = counted.stream().mapToDouble(ObservedPair::a).toArray();
    double[] scoresB = counted.stream().mapToDouble(ObservedPair::b).toArray();
    double scale = RoundedDifferences.scale(scoresA, scoresB);
    double[] patients = RoundedDifferences.of(differences.patientMeans(), scale);
    return new PairedComparison(
        differences.patients(),
        differences.cases(),
        pairs.size() - counted.size(),
        StatUtils.mean(scoresA),
        StatUtils.mean(scoresB),
        RoundedDifferences.mean(differences.mean(), scale),
        differences.interval(key),
        WilcoxonSignedRank.of(patients),
        PairedT.of(patients));
  }

  /**
   * Whether the mean difference has the sign of the ranks that the test counts; one patient who is
   * far off can turn the mean around, but not the test.
   */
  public boolean isOfOneDirection() {
    return Math.signum(difference) == Math.signum(wilcoxon.rankBiserial());
  }

  /** Of the Wilcoxon test, two-sided; NaN where there is no pair. */
  public double wilcoxonP() {
    return patients == 0 ? Double.NaN : wilcoxon.pValue();
  }
}
