package dev.icl.data.metrics;

import dev.icl.data.statistics.CrossedSample;
import dev.icl.data.statistics.Observation;
import dev.icl.data.statistics.ScoreOrigin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * One metric over many cases.
 *
 * @param mean over the classes of {@code perClass}
 * @param perClass mean over the cases in which the class counts, that of class 1 first; NaN where
 *     it counts in none
 * @param std sample standard deviation over patients of the mean over a patient's cases of a case's
 *     mean; 0 for a single patient
 * @param cases the number of cases
 */
public record ScoreSummary(double mean, List<Double> perClass, double std, int cases) {
  /** Copies the list. */
  public ScoreSummary {
    perClass = List.copyOf(perClass);
  }

  /**
   * Sums up cases.
   *
   * @param cases one score a class, NaN where it does not count, for each case; all of one length
   * @param patients the patient of each case
   * @throws IllegalArgumentException if there is no case, or not one patient each
   */
  public static ScoreSummary of(List<double[]> cases, List<String> patients) {
    if (cases.isEmpty() || cases.size() != patients.size()) {
      throw new IllegalArgumentException(
          "%d cases of %d patients to sum up".formatted(cases.size(), patients.size()));
    }
    Double[] perClass = new Double[cases.get(0).length];
    for (int c = 0; c < perClass.length; c++) {
      int index = c;
      perClass[c] = meanOfCounted(cases.stream().mapToDouble(d -> d[index]).toArray());
    }
    double mean = meanOfCounted(List.of(perClass).stream().mapToDouble(d -> d).toArray());
    List<Observation> means = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      ScoreOrigin origin = ScoreOrigin.of(patients.get(i), String.valueOf(i));
      means.add(new Observation(origin, meanOfCounted(cases.get(i))));
    }
    double[] patientMeans = CrossedSample.of(means).patientMeans();
    double std = patientMeans.length < 2 ? 0 : new StandardDeviation().evaluate(patientMeans);
    return new ScoreSummary(mean, List.of(perClass), std, cases.size());
  }

  /** The mean of what is not NaN; NaN if nothing is left. */
  public static double meanOfCounted(double... values) {
    double[] counted = Arrays.stream(values).filter(d -> !Double.isNaN(d)).toArray();
    return new Mean().evaluate(counted);
  }
}
