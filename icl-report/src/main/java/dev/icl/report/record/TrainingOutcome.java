package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.TrainedSummary;
import dev.icl.data.metrics.Metric;
import dev.icl.data.metrics.ScoreSummary;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a training and of the evaluation of its network.
 *
 * @param iterations the number of steps that the network has behind it
 * @param seconds wall time of the training, validation included; since it was last interrupted
 * @param imagesPerSecond training images over time in steps; other cells may have run at the same
 *     time
 * @param peakRssMb the most memory the process held, MiB
 * @param waitShare share of the time in steps that was spent waiting for batches; null where it is
 *     not known
 * @param parameters the number of trained parameters
 * @param curve losses and validation scores, at most {@link #MOST_POINTS} points, iterations
 *     ascending
 * @param bestValidation the mean Dice of the best validation, of a method with a pre-training among
 *     those behind it; null where there was none, or an earlier version wrote the record
 * @param classNames the foreground classes
 * @param cases scores of each case and class
 * @param scored the network that {@code cases} are of; null without cases. A record that has cases
 *     and does not say it is of an earlier version, which scored the best network
 * @param best the scores of the network with the best validation, where another one is reported;
 *     null where it was not scored
 * @param distanceUnit of {@code hd95} and {@code asd}: {@code voxel} or {@code mm}
 * @param overlays pictures of cases; null where there are none
 * @param data the scans it was made with, in numbers; null where an earlier version wrote the
 *     record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingOutcome(
    int iterations,
    double seconds,
    double imagesPerSecond,
    long peakRssMb,
    @Nullable Double waitShare,
    Parameters parameters,
    List<CurvePoint> curve,
    @Nullable Double bestValidation,
    List<String> classNames,
    List<CaseScores> cases,
    @Nullable Scored scored,
    @Nullable Best best,
    String distanceUnit,
    @Nullable Overlays overlays,
    @Nullable TrainingData data) {
  /** Most points of a curve. */
  public static final int MOST_POINTS = 300;

  /** Copies the lists, and says what an earlier version scored. */
  public TrainingOutcome {
    waitShare = Numbers.finite(waitShare);
    Objects.requireNonNull(parameters, "parameters");
    curve = List.copyOf(curve);
    bestValidation = Numbers.finite(bestValidation);
    classNames = List.copyOf(classNames);
    cases = List.copyOf(cases);
    if (scored == null && !cases.isEmpty()) {
      scored = Scored.ofEarlierVersion(curve, cases, iterations);
    }
    Objects.requireNonNull(distanceUnit, "distanceUnit");
  }

  /**
   * The outcome of a training by its own {@code summary.json}; distances are in voxels.
   *
   * @param summary that file
   * @param curve losses and validation scores, iterations ascending
   * @param classNames the foreground classes
   * @param cases scores of each case and class
   * @param scored the network that {@code cases} are of; null without cases
   * @param best the scores of the best network, where another is reported; null where it was not
   *     scored
   * @param overlays pictures of cases; null where there are none
   */
  public static TrainingOutcome of(
      TrainedSummary summary,
      List<CurvePoint> curve,
      List<String> classNames,
      List<CaseScores> cases,
      @Nullable Scored scored,
      @Nullable Best best,
      @Nullable Overlays overlays) {
    return new TrainingOutcome(
        summary.iterations(),
        summary.seconds(),
        summary.imagesPerSecond(),
        summary.peakRssMb(),
        null,
        new Parameters(summary.parameters().backbone(), summary.parameters().training()),
        curve,
        summary.bestDice() == null ? null : summary.bestDice().mean(),
        classNames,
        cases,
        scored,
        best,
        "voxel",
        overlays,
        null);
  }

  /** The same with the scans it was made with. */
  public TrainingOutcome with(TrainingData scans) {
    return new TrainingOutcome(
        iterations,
        seconds,
        imagesPerSecond,
        peakRssMb,
        waitShare,
        parameters,
        curve,
        bestValidation,
        classNames,
        cases,
        scored,
        best,
        distanceUnit,
        overlays,
        scans);
  }

  /**
   * Counts of trained numbers.
   *
   * @param backbone in the network that remains
   * @param training in the network and the method's own modules
   */
  public record Parameters(long backbone, long training) {}

  /**
   * One step.
   *
   * @param iteration from 1
   * @param loss the total; null where it was not finite
   * @param terms of the loss, by name
   * @param dice mean validation Dice after this step; null where there was no validation
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CurvePoint(
      int iteration, @Nullable Double loss, Map<String, Double> terms, @Nullable Double dice) {
    /** Copies the map, without the terms that are not finite. */
    public CurvePoint {
      loss = Numbers.finite(loss);
      dice = Numbers.finite(dice);
      Map<String, Double> known = new TreeMap<>(terms);
      known.values().removeIf(value -> Numbers.finite(value) == null);
      terms = Collections.unmodifiableMap(known);
    }
  }

  /**
   * Scores of one class in one case; null where the class does not count, as one that neither
   * segmentation nor reference has.
   *
   * @param name of the case
   * @param patient the patient of the scan
   * @param label name of the class
   * @param dice overlap, 0 to 1
   * @param jaccard overlap, 0 to 1
   * @param hd95 95th percentile of the distances of surfaces
   * @param asd mean distance of surfaces
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CaseScores(
      @JsonProperty("case") String name,
      String patient,
      @JsonProperty("class") String label,
      @Nullable Double dice,
      @Nullable Double jaccard,
      @Nullable Double hd95,
      @Nullable Double asd) {
    /**
     * The scores of a line of {@code cases.csv}, distances in voxels.
     *
     * @param row the line
     * @param patient whose scan it is
     */
    public static CaseScores of(CaseRow row, String patient) {
      return new CaseScores(
          row.name(),
          patient,
          row.label(),
          row.scores().get(Metric.DICE),
          row.scores().get(Metric.JACCARD),
          row.scores().get(Metric.HD95_VOXEL),
          row.scores().get(Metric.ASD_VOXEL));
    }

    /** Numbers that are not finite become null. */
    public CaseScores {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(patient, "patient");
      Objects.requireNonNull(label, "label");
      dice = Numbers.finite(dice);
      jaccard = Numbers.finite(jaccard);
      hd95 = Numbers.finite(hd95);
      asd = Numbers.finite(asd);
    }
  }

  /**
   * The scores of the network with the best validation.
   *
   * @param scored the criterion that selected it
   * @param cases scores of each case and class, the same cases as those reported
   */
  public record Best(Scored scored, List<CaseScores> cases) {
    /** Copies the list. */
    public Best {
      Objects.requireNonNull(scored, "scored");
      cases = List.copyOf(cases);
    }
  }

  /**
   * Pictures of three cases, ranked by their mean Dice.
   *
   * @param best the one with the highest
   * @param median the one in the middle
   * @param worst the one with the lowest
   */
  public record Overlays(Overlay best, Overlay median, Overlay worst) {
    /** Requires all. */
    public Overlays {
      Objects.requireNonNull(best, "best");
      Objects.requireNonNull(median, "median");
      Objects.requireNonNull(worst, "worst");
    }

    /**
     * Three of some pictures. A case in which no class counts has no Dice, so that it is neither
     * the best nor the worst, nor between them.
     *
     * @return empty if there is no case with a Dice
     */
    public static Optional<Overlays> of(List<Overlay> cases) {
      List<Overlay> ranked =
          cases.stream()
              .filter(each -> each.dice() != null)
              .sorted(Comparator.comparing(Overlay::dice).reversed())
              .toList();
      int count = ranked.size();
      return count == 0
          ? Optional.empty()
          : Optional.of(new Overlays(ranked.get(0), ranked.get(count / 2), ranked.get(count - 1)));
    }
  }

  /**
   * A picture of a case.
   *
   * @param name of the case
   * @param dice mean over its classes; null where none counts
   * @param png relative to the folder of {@code bench.json}, with {@code /}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Overlay(@JsonProperty("case") String name, Double dice, String png) {
    /** Numbers that are not finite become null. */
    public Overlay {
      Objects.requireNonNull(name, "name");
      dice = Numbers.finite(dice);
      Objects.requireNonNull(png, "png");
    }

    /**
     * The picture of a case with the mean of its scores.
     *
     * @param name of the case
     * @param dice of each of its classes; NaN where one does not count
     * @param root the folder that the path is relative to
     * @param picture the file
     */
    public static Overlay of(String name, List<Double> dice, Path root, Path picture) {
      double mean =
          ScoreSummary.meanOfCounted(dice.stream().mapToDouble(Double::doubleValue).toArray());
      return new Overlay(name, mean, root.relativize(picture).toString().replace('\\', '/'));
    }
  }
}
