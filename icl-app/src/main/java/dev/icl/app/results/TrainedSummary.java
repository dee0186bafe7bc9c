package dev.icl.app.results;

import dev.icl.core.json.JsonFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.json} of a training as it is read, of this release or an earlier one.
 *
 * @param engine name of the engine; null where it is not told
 * @param device where it computed; null where it is not told
 * @param method name of the method; null where it is not told
 * @param methodRevision the meaning of that name; null before there were revisions
 * @param iterations the steps that the model has behind it; 0 where they are not told
 * @param seconds wall time; 0 where it is not told
 * @param imagesPerSecond training images over time in steps; 0 where it is not told
 * @param peakRssMb the most memory the process held, MiB; 0 where it is not told
 * @param bestDice the scores of the best validation, those of a pre-training left out; null where
 *     they are not told, or no validation gave any
 * @param validations how many gave scores; null where it is not told
 * @param parameters counts of trained numbers; 0 where they are not told
 */
public record TrainedSummary(
    String engine,
    String device,
    String method,
    @Nullable Integer methodRevision,
    Integer iterations,
    Double seconds,
    Double imagesPerSecond,
    Long peakRssMb,
    @Nullable Best bestDice,
    @Nullable Integer validations,
    Parameters parameters) {
  /** Fills in the numbers that are not told. */
  public TrainedSummary {
    iterations = iterations == null ? 0 : iterations;
    seconds = seconds == null ? 0 : seconds;
    imagesPerSecond = imagesPerSecond == null ? 0 : imagesPerSecond;
    peakRssMb = peakRssMb == null ? 0 : peakRssMb;
    parameters = parameters == null ? new Parameters(0L, 0L) : parameters;
  }

  /**
   * The scores of the best validation.
   *
   * @param mean over the classes; null where it is not told
   */
  public record Best(@Nullable Double mean) {}

  /**
   * Counts of trained numbers.
   *
   * @param backbone in the network that remains
   * @param training in the network and the method's own modules
   */
  public record Parameters(Long backbone, Long training) {
    /** Fills in the numbers that are not told. */
    public Parameters {
      backbone = backbone == null ? 0 : backbone;
      training = training == null ? 0 : training;
    }
  }

  /**
   * Reads a file.
   *
   * @param mend what to do about one that is damaged, as {@link JsonFile} says
   * @throws dev.icl.core.error.UserException if it cannot be read, or is no summary
   */
  public static TrainedSummary read(Path file, String mend) {
    return JsonFile.read(file, TrainedSummary.class, mend);
  }
}
