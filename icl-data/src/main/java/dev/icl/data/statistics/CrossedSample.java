package dev.icl.data.statistics;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Scores by what they share: each is of a patient, of a seed and of a drawing of labelled patients.
 * This is the only place that decides what counts as one observation: a patient, regardless of the
 * number of scans and of trainings. Immutable.
 */
public final class CrossedSample {
  private final List<Observation> observations;
  private final Map<String, List<Observation>> byPatient;

  private CrossedSample(List<Observation> observations) {
    this.observations = observations;
    this.byPatient = new LinkedHashMap<>();
    observations.forEach(
        o -> byPatient.computeIfAbsent(o.origin().patient(), p -> new ArrayList<>()).add(o));
  }

  /**
   * Sorts scores by their origins.
   *
   * @param all those that are NaN are left out
   */
  public static CrossedSample of(List<Observation> all) {
    return new CrossedSample(all.stream().filter(o -> !Double.isNaN(o.value())).toList());
  }

  /** The number of patients that have a score. */
  public int patients() {
    return byPatient.size();
  }

  /** The number of scans that have a score. */
  public int cases() {
    return (int) observations.stream().map(o -> o.origin().scan()).distinct().count();
  }

  /** The mean of all scores: patients of more scans weigh more. NaN if there is none. */
  public double mean() {
    return StatUtils.mean(observations.stream().mapToDouble(Observation::value).toArray());
  }

  /**
   * The mean of each patient's scores, in the order in which patients were first seen. These are
   * independent of each other as far as patients are, and what every test is made of.
   */
  public double[] patientMeans() {
    return byPatient.values().stream()
        .mapToDouble(
            list -> StatUtils.mean(list.stream().mapToDouble(Observation::value).toArray()))
        .toArray();
  }

  /**
   * The 95 % bootstrap interval of {@link #mean()} over patients, seeds and drawings.
   *
   * @param key decides the draws
   * @return {@link Interval#NONE} for fewer than two patients
   */
  public Interval interval(RandomKey key) {
    return patients() < 2
        ? Interval.NONE
        : new CrossedBootstrap(sums(Observation::value), sums(o -> 1)).interval(key);
  }

  /** The sum over the scans of each patient; axes: drawing, seed, patient. */
  private double[][][] sums(ToDoubleFunction<Observation> term) {
    List<Integer> draws = levels(o -> o.origin().labelDraw());
    List<Long> seeds = levels(o -> o.origin().seed());
    double[][][] sums = new double[draws.size()][seeds.size()][byPatient.size()];
    int p = 0;
    for (List<Observation> ofPatient : byPatient.values()) {
      for (Observation o : ofPatient) {
        int draw = draws.indexOf(o.origin().labelDraw());
        int seed = seeds.indexOf(o.origin().seed());
        sums[draw][seed][p] += term.applyAsDouble(o);
      }
      p++;
    }
    return sums;
  }

  private <T> List<T> levels(Function<Observation, T> axis) {
    return observations.stream().map(axis).distinct().toList();
  }
}
