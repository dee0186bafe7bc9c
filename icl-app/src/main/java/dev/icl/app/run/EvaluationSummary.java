package dev.icl.app.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.results.MetricSummary;
import dev.icl.app.results.ScoredSummary.Selection;
import dev.icl.core.json.Json;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.Metric;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.resize.Edge;
import dev.icl.data.statistics.ScoreOrigin;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.train.Scores;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json} of an evaluation.
 *
 * @param engine name of the engine
 * @param device where it computed
 * @param method that trained the network
 * @param iterations the network was trained for; the first of several
 * @param networks the number that segmented together; for scores out of fold, each on cases of its
 *     own
 * @param seconds wall time
 * @param metricsSeconds the part of it that scoring took
 * @param imagesPerSecond slices over wall time, reading and scoring included
 * @param peakRssMb the most memory the process held, MiB
 * @param protocol {@code standard}, or {@code authors} for that of the authors' program
 * @param split the cases that were scored: {@code val}, {@code test}, or {@code out-of-fold}, those
 *     of every fold by its own network
 * @param selection what chose the checkpoint
 * @param seenScansBy how scans that the network has seen were looked for: by {@code content}, or by
 *     the {@code names} of patients alone
 * @param inference how the network was applied
 * @param emptyMasks the convention for classes that a map lacks
 * @param toleranceMm of {@code nsd}
 * @param patients how many were scored
 * @param cases how many scans of them were
 * @param dice over the cases
 * @param jaccard over the cases
 * @param hd95 over the cases, in voxels
 * @param asd over the cases, in voxels
 * @param metrics every metric that was measured, by its column in {@code cases.csv}
 * @param parameters how many numbers the {@code backbone} has, and how many were trained with it
 *     ({@code training}) where the checkpoint tells
 */
public record EvaluationSummary(
    String engine,
    String device,
    String method,
    int iterations,
    int networks,
    double seconds,
    @JsonProperty("metrics_seconds") double metricsSeconds,
    @JsonProperty("images_per_second") double imagesPerSecond,
    @JsonProperty("peak_rss_mb") long peakRssMb,
    String protocol,
    String split,
    Selected selection,
    @JsonProperty("seen_scans_by") String seenScansBy,
    Applied inference,
    @JsonProperty("empty_masks") String emptyMasks,
    @JsonProperty("nsd_tolerance_mm") double toleranceMm,
    int patients,
    int cases,
    Scores dice,
    Scores jaccard,
    Distances hd95,
    Distances asd,
    Map<String, MetricSummary> metrics,
    Map<String, Long> parameters) {
  /** The value of {@code seenScansBy} where the checkpoint does not list its scans. */
  public static final String BY_NAMES = "names";

  /** The value of {@code split} where every fold's cases were scored by its own network. */
  public static final String OUT_OF_FOLD = "out-of-fold";

  /**
   * The summary of some cases.
   *
   * @param facts of the evaluation
   * @param classes names of the foreground classes
   * @param scored every case, at least one
   * @param key decides the resamples of intervals
   */
  static EvaluationSummary of(
      EvaluationFacts facts, List<String> classes, List<CaseScore> scored, RandomKey key) {
    return new EvaluationSummary(
        facts.engine(),
        facts.device(),
        facts.method(),
        facts.iterations(),
        facts.networks(),
        facts.seconds(),
        facts.metricsSeconds(),
        scored.stream().mapToInt(CaseScore::slices).sum() / facts.seconds(),
        facts.peakRssMb(),
        facts.protocol(),
        facts.split(),
        facts.selection(),
        facts.seenScansBy(),
        facts.inference(),
        facts.emptyMasks(),
        facts.toleranceMm(),
        (int) scored.stream().map(CaseScore::patient).distinct().count(),
        scored.size(),
        overlap(scored, Metric.DICE),
        overlap(scored, Metric.JACCARD),
        Distances.of(scored, Metric.HD95_VOXEL),
        Distances.of(scored, Metric.ASD_VOXEL),
        metrics(classes, scored, key),
        facts.parameters());
  }

  /** The name of a convention in files and on the command line. */
  static String name(Enum<?> convention) {
    return convention.name().toLowerCase(Locale.ROOT);
  }

  /** An overlap over the cases. */
  static Scores overlap(List<CaseScore> cases, Metric metric) {
    ScoreSummary summary = summary(cases, metric);
    return new Scores(summary.mean(), summary.perClass(), summary.std());
  }

  /** Everything that was measured in any case. */
  static Map<String, MetricSummary> metrics(
      List<String> classes, List<CaseScore> cases, RandomKey key) {
    List<ScoreOrigin> scans =
        cases.stream().map(c -> ScoreOrigin.of(c.patient(), c.name())).toList();
    Map<String, MetricSummary> metrics = new LinkedHashMap<>();
    for (Metric metric : Metric.values()) {
      if (cases.stream()
          .flatMap(c -> c.classes().stream())
          .anyMatch(c -> c.metrics().contains(metric))) {
        metrics.put(
            metric.column(), MetricSummary.of(metric, classes, values(cases, metric), scans, key));
      }
    }
    return metrics;
  }

  private static ScoreSummary summary(List<CaseScore> cases, Metric metric) {
    return ScoreSummary.of(values(cases, metric), cases.stream().map(CaseScore::patient).toList());
  }

  private static List<double[]> values(List<CaseScore> cases, Metric metric) {
    return cases.stream()
        .map(c -> c.values(metric).stream().mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  /** As indented JSON; a number that is not there, such as the Dice of an absent class, is null. */
  public String toJson() {
    return Json.indented(this);
  }

  /**
   * A distance over the cases.
   *
   * @param unit {@code voxel}
   * @param mean over the classes of {@code perClass}
   * @param perClass mean over the cases in which the class counts
   * @param std sample standard deviation over patients of the mean over a patient's cases
   */
  public record Distances(
      String unit, double mean, @JsonProperty("per_class") List<Double> perClass, double std) {
    static Distances of(List<CaseScore> cases, Metric metric) {
      ScoreSummary summary = summary(cases, metric);
      return new Distances(metric.unit(), summary.mean(), summary.perClass(), summary.std());
    }
  }

  /**
   * The criterion that selected the checkpoint among all iterations of its training.
   *
   * @param by {@code validation_dice}, {@code nothing} for the last state of a training, {@code
   *     mixed} for networks of either kind, or {@code unknown}
   * @param candidates among how many validations; null where nothing chose it, or it is not known
   * @param onScoredCases how many of the scored cases are of patients that the choice was made on
   * @param cases how many were scored
   */
  public record Selected(
      String by,
      @Nullable Integer candidates,
      @JsonProperty("on_scored_cases") int onScoredCases,
      int cases) {
    /** The value of {@code by} where a checkpoint does not tell. */
    public static final String UNKNOWN = "unknown";

    /**
     * The criteria of several checkpoints, each of them scored.
     *
     * @param all at least one
     */
    static Selected together(List<Selected> all) {
      Selected first = all.get(0);
      boolean one = all.stream().allMatch(other -> other.by().equals(first.by()));
      boolean alike =
          one
              && all.stream()
                  .allMatch(other -> Objects.equals(other.candidates(), first.candidates()));
      return new Selected(
          one
              ? first.by()
              : all.stream().anyMatch(s -> s.by().equals(UNKNOWN)) ? UNKNOWN : Selection.MIXED,
          alike ? first.candidates() : null,
          all.stream().mapToInt(Selected::onScoredCases).sum(),
          all.stream().mapToInt(Selected::cases).sum());
    }
  }

  /** The options with which the network was applied; see {@link InferenceOptions}. */
  public record Applied(
      String window,
      List<Double> overlap,
      List<Integer> stride,
      String placement,
      String blend,
      String average,
      boolean flips,
      @JsonProperty("largest_component") boolean largestComponent,
      String border) {
    static Applied of(InferenceOptions options) {
      InferenceConfig how = options.how();
      return new Applied(
          name(how.window()),
          how.overlap(),
          how.stride(),
          name(how.placement()),
          name(how.blend()),
          name(how.average()),
          how.flips(),
          how.largestComponent(),
          options.edge() == Edge.ZERO ? "blanked" : "restored");
    }
  }
}
