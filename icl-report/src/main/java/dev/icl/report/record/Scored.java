package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The network of a training that was scored, the cases, and the criterion that selected it among
 * all iterations.
 *
 * @param checkpoint the network
 * @param iteration the steps that it has behind it
 * @param split the subset whose cases were scored: {@code val} or {@code test}; null where it is
 *     not known
 * @param selectedOn the criterion that selected it
 * @param candidates among how many validations it was chosen; null where nothing chose it, or the
 *     number is not known
 * @param onScoredCases the number of scored cases of patients that selected it; null where it is
 *     not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Scored(
    Network checkpoint,
    int iteration,
    @Nullable String split,
    SelectedOn selectedOn,
    @Nullable Integer candidates,
    @Nullable Integer onScoredCases) {

  /** The position of a network in its training. */
  public enum Network {
    /** That after the last iteration. */
    @JsonProperty("final")
    FINAL,
    /** That of the best validation. */
    @JsonProperty("best")
    BEST,
    /** One of another iteration, or it is not known which. */
    @JsonProperty("other")
    OTHER
  }

  /** The criterion that selected a network among all iterations of its training. */
  public enum SelectedOn {
    /** Nothing: it is that of a given iteration. */
    @JsonProperty("none")
    NONE,
    /** The Dice of the validation cases. */
    @JsonProperty("validation")
    VALIDATION,
    /** It is not known. */
    @JsonProperty("unknown")
    UNKNOWN;

    /**
     * The criterion that a checkpoint, or the summary of an evaluation, names.
     *
     * @param by {@code nothing}, {@code validation_dice}, or anything else for what is not known
     */
    public static SelectedOn of(String by) {
      return switch (by) {
        case "nothing" -> NONE;
        case "validation_dice" -> VALIDATION;
        default -> UNKNOWN;
      };
    }
  }

  /** Requires what is always known. */
  public Scored {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(selectedOn, "selectedOn");
  }

  /** Whether validations chose the network; one validation leaves no choice. */
  public boolean wasChosen() {
    return selectedOn == SelectedOn.VALIDATION && (candidates == null || candidates != 1);
  }

  /** Whether cases that chose the network are among those it was scored on. */
  public boolean wasChosenOnScoredCases() {
    return wasChosen() && (onScoredCases == null || onScoredCases > 0);
  }

  /**
   * The description for a record that lacks one, as before the network after the last iteration was
   * scored: then it was the best one, on the validation cases.
   */
  static Scored ofEarlierVersion(List<CurvePoint> curve, List<CaseScores> cases, int iterations) {
    int best =
        curve.stream()
            .filter(point -> point.dice() != null)
            .max(Comparator.comparingDouble(CurvePoint::dice))
            .map(CurvePoint::iteration)
            .orElse(iterations);
    int scored = (int) cases.stream().map(CaseScores::name).distinct().count();
    return new Scored(Network.BEST, best, "val", SelectedOn.VALIDATION, null, scored);
  }
}
