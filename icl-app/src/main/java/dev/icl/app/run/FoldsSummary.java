package dev.icl.app.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.EvaluationSummary.Distances;
import dev.icl.core.error.UserException;
import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import dev.icl.modules.train.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * {@code summary.json} of a cross-validation.
 *
 * @param engine name of the engine
 * @param device the device that it computed on
 * @param method that trained the networks
 * @param iterations each was trained for, the same number
 * @param folds the number of folds
 * @param seconds wall time of all trainings
 * @param imagesPerSecond training images over time in steps, the mean over the folds
 * @param peakRssMb the most memory a training's process held, MiB
 * @param patients the number of patients that were scored
 * @param cases the number of their scans that were
 * @param dice over the cases, each scored by the network that has not seen it
 * @param jaccard the same
 * @param hd95 the same, in voxels
 * @param asd the same, in voxels
 * @param overFolds mean and standard deviation of the folds' means, by metric
 * @param byFold the outcome of each fold
 * @param parameters counts of trained numbers, of one network
 */
public record FoldsSummary(
    String engine,
    String device,
    String method,
    int iterations,
    int folds,
    double seconds,
    @JsonProperty("images_per_second") double imagesPerSecond,
    @JsonProperty("peak_rss_mb") long peakRssMb,
    int patients,
    int cases,
    Scores dice,
    Scores jaccard,
    Distances hd95,
    Distances asd,
    @JsonProperty("over_folds") Map<String, Spread> overFolds,
    @JsonProperty("by_fold") List<Fold> byFold,
    TrainedSummary.Parameters parameters) {
  /**
   * A mean over folds.
   *
   * @param mean of the folds' means
   * @param std sample standard deviation of these
   */
  public record Spread(double mean, double std) {}

  /**
   * A fold.
   *
   * @param fold from 0
   * @param patients those that its network was scored on
   * @param dice mean over its cases
   * @param jaccard the same
   * @param hd95 the same, in voxels
   * @param asd the same, in voxels
   */
  public record Fold(
      int fold, List<String> patients, double dice, double jaccard, double hd95, double asd) {
    static Fold of(int fold, Evaluation.Result result) {
      EvaluationSummary summary = result.summary();
      return new Fold(
          fold,
          result.cases().stream().map(CaseScore::patient).distinct().toList(),
          summary.dice().mean(),
          summary.jaccard().mean(),
          summary.hd95().mean(),
          summary.asd().mean());
    }
  }

  /**
   * The summary of some folds.
   *
   * @param trained the outcome of each training
   * @param scored the scores of each, as many
   * @throws UserException if they were trained for different numbers of iterations
   */
  public static FoldsSummary of(List<TrainedSummary> trained, OutOfFold scored) {
    requireOneLength(trained);
    EvaluationSummary all = scored.together().summary();
    List<Fold> folds = new ArrayList<>();
    for (int fold = 0; fold < scored.folds().size(); fold++) {
      folds.add(Fold.of(fold, scored.folds().get(fold)));
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    spreads.put("dice", spread(folds, Fold::dice));
    spreads.put("jaccard", spread(folds, Fold::jaccard));
    spreads.put("hd95", spread(folds, Fold::hd95));
    spreads.put("asd", spread(folds, Fold::asd));
    TrainedSummary first = trained.get(0);
    return new FoldsSummary(
        first.engine(),
        first.device(),
        first.method(),
        first.iterations(),
        folds.size(),
        trained.stream().mapToDouble(TrainedSummary::seconds).sum(),
        trained.stream().mapToDouble(TrainedSummary::imagesPerSecond).average().orElse(0),
        trained.stream().mapToLong(TrainedSummary::peakRssMb).max().orElse(0),
        all.patients(),
        all.cases(),
        all.dice(),
        all.jaccard(),
        all.hd95(),
        all.asd(),
        spreads,
        folds,
        first.parameters());
  }

  /**
   * Checks that a mean over folds is one of networks that were trained equally long.
   *
   * @param trained the outcome of each training, by its fold
   * @throws UserException if they were not
   */
  public static void requireOneLength(List<TrainedSummary> trained) {
    int first = trained.get(0).iterations();
    for (int fold = 1; fold < trained.size(); fold++) {
      int iterations = trained.get(fold).iterations();
      if (iterations != first) {
        throw new UserException(
            "--folds: fold-0 has %s behind it and fold-%d has %d, so they have no scores together; train the shorter ones on with --resume and --set train.iterations=%d."
                .formatted(Counts.of(first, "iteration"), fold, iterations, longest(trained)));
      }
    }
  }

  private static int longest(List<TrainedSummary> trained) {
    return trained.stream().mapToInt(TrainedSummary::iterations).max().orElseThrow();
  }

  private static Spread spread(List<Fold> folds, ToDoubleFunction<Fold> metric) {
    double[] means =
        folds.stream().mapToDouble(metric).filter(value -> !Double.isNaN(value)).toArray();
    double std = means.length < 2 ? 0 : new StandardDeviation().evaluate(means);
    return new Spread(new Mean().evaluate(means), std);
  }

  /** As indented JSON; a number that is not there is null. */
  public String toJson() {
    return Json.indented(this);
  }
}
