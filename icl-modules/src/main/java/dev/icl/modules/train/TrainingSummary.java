package dev.icl.modules.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.icl.core.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a training; {@code summary.json}.
 *
 * @param engine name of the engine
 * @param device where it computed
 * @param method name of the method
 * @param methodRevision which meaning of that name it was trained with, from 1
 * @param iterations how many steps the model has behind it
 * @param seconds wall time of this run, validation included
 * @param imagesPerSecond training images over time in steps, warm-up and validation not counted
 * @param peakRssMb the most memory the process held, MiB
 * @param dice scores of the validation after the last step; null where it gave none
 * @param bestDice scores of the best validation; null where none gave any
 * @param bestIteration the step it followed
 * @param validations how many gave scores, among which the best was chosen
 * @param parameters how many numbers are trained
 * @param from the fit of the weights it started with; null where it started with fresh ones
 */
@JsonPropertyOrder({
  "engine",
  "device",
  "method",
  "method_revision",
  "iterations",
  "seconds",
  "images_per_second",
  "peak_rss_mb",
  "dice",
  "best_dice",
  "best_iteration",
  "validations",
  "parameters",
  "from"
})
public record TrainingSummary(
    String engine,
    String device,
    String method,
    @JsonProperty("method_revision") int methodRevision,
    int iterations,
    double seconds,
    @JsonProperty("images_per_second") double imagesPerSecond,
    @JsonProperty("peak_rss_mb") long peakRssMb,
    @Nullable Scores dice,
    @JsonProperty("best_dice") @Nullable Scores bestDice,
    @JsonProperty("best_iteration") int bestIteration,
    int validations,
    Parameters parameters,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StartReport from) {

  /**
   * Counts of trained numbers.
   *
   * @param backbone in the network that remains
   * @param training in the network and the method's own modules
   */
  @JsonPropertyOrder({"backbone", "training"})
  public record Parameters(long backbone, long training) {}

  /** As indented JSON; a number that is not there, such as the Dice of an absent class, is null. */
  public String toJson() {
    return Json.indented(this);
  }
}
