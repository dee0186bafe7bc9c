package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A score over patients, each of whom may have several scans.
 *
 * @param patients who have one
 * @param cases scans that have one
 * @param mean over the scans; NaN if there is none
 * @param std sample standard deviation (n − 1) of the patients' means; NaN for fewer than two
 * @param median of the patients' means; NaN if there is none
 * @param interval 95 % bootstrap interval of the mean over patients
 */
public record PatientStatistics(
    int patients, int cases, double mean, double std, double median, Interval interval) {
  /**
   * Sums up scores.
   *
   * @param key decides the draws of the bootstrap
   */
  public static PatientStatistics of(List<Observation> scores, RandomKey key) {
    CrossedSample sample = CrossedSample.of(scores);
    double[] patients = sample.patientMeans();
    return new PatientStatistics(
        patients.length,
        sample.cases(),
        sample.mean(),
        patients.length < 2 ? Double.NaN : new StandardDeviation().evaluate(patients),
        new Median().evaluate(patients),
        sample.interval(key));
  }
}
