package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import org.apache.commons.math3.stat.StatUtils;

/**
 * One value of the same cases under two conditions.
 *
 * @param pairs cases that have the value under both
 * @param leftOut cases that have it under one only, or none
 * @param meanA of the pairs
 * @param meanB of the pairs
 * @param difference mean of B − A
 * @param interval 95 % bootstrap interval of the difference
 * @param wilcoxon of B − A
 * @param t of B − A
 */
public record PairedComparison(
    int pairs,
    int leftOut,
    double meanA,
    double meanB,
    double difference,
    Interval interval,
    WilcoxonSignedRank wilcoxon,
    PairedT t) {
  /**
   * Compares two lists of values.
   *
   * @param a one a case; NaN where it does not count
   * @param b of the same cases in the same order
   * @param key decides the draws of the bootstrap
   * @throws IllegalArgumentException if the lists differ in length
   */
  public static PairedComparison of(double[] a, double[] b, RandomKey key) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(a.length + " values against " + b.length);
    }
    double[] pairedA = new double[a.length];
    double[] pairedB = new double[a.length];
    int n = 0;
    for (int i = 0; i < a.length; i++) {
      if (!Double.isNaN(a[i]) && !Double.isNaN(b[i])) {
        pairedA[n] = a[i];
        pairedB[n++] = b[i];
      }
    }
    double[] differences = new double[n];
    for (int i = 0; i < n; i++) {
      differences[i] = pairedB[i] - pairedA[i];
    }
    return new PairedComparison(
        n,
        a.length - n,
        StatUtils.mean(pairedA, 0, n),
        StatUtils.mean(pairedB, 0, n),
        StatUtils.mean(differences),
        Bootstrap.ofMean(differences, key),
        WilcoxonSignedRank.of(differences),
        PairedT.of(differences));
  }
}
