package dev.icl.spark.cohort;

import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.run.Scoring;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.scan.SliceAxis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The scans of a cohort, the network that is to segment them, and what is wanted of them.
 *
 * @param checkpoints files, or folders of trainings, at least one; several segment together
 * @param inputs files, folders and globs of scans, as {@code icl predict} takes them
 * @param out the folder of the results, which driver and executors see under the same name
 * @param outputs the files of each scan
 * @param sliceAxis along which axis of their files scans are cut into slices
 * @param settings changes to the checkpoints' configurations, such as {@code engine=tensorflow} or
 *     {@code inference.flips=true}
 * @param threads of the engine on an executor; 0 for the executor's cores
 * @param overwrite whether what is there already is segmented again
 * @param references a file or folder of reference label maps, named as the scans; empty for no
 *     scores
 * @param scoring the rules for scores
 */
public record CohortRequest(
    List<Path> checkpoints,
    List<String> inputs,
    Path out,
    PredictionOutputs outputs,
    SliceAxis sliceAxis,
    List<String> settings,
    int threads,
    boolean overwrite,
    Optional<Path> references,
    Scoring scoring) {
  private static final double TOLERANCE_MM = 2;

  /** Keeps its own copies of the lists. */
  public CohortRequest {
    checkpoints = List.copyOf(checkpoints);
    inputs = List.copyOf(inputs);
    settings = List.copyOf(settings);
    if (threads < 0) {
      throw new IllegalArgumentException(threads + " threads");
    }
  }

  /**
   * Label maps alone, as compressed NIfTI, by the network as it was validated.
   *
   * @param checkpoint as above
   * @param inputs as above
   * @param out as above
   */
  public static CohortRequest of(Path checkpoint, List<String> inputs, Path out) {
    return new CohortRequest(
        List.of(checkpoint),
        inputs,
        out,
        new PredictionOutputs(LabelFormat.NIFTI, ScoreOutputs.NONE),
        SliceAxis.AUTO,
        List.of(),
        0,
        false,
        Optional.empty(),
        new Scoring(EmptyMasks.STRICT, TOLERANCE_MM));
  }

  /** The same with other files for each scan. */
  public CohortRequest with(PredictionOutputs files) {
    return new CohortRequest(
        checkpoints,
        inputs,
        out,
        files,
        sliceAxis,
        settings,
        threads,
        overwrite,
        references,
        scoring);
  }

  /** The same with changes to the checkpoints' configurations. */
  public CohortRequest withSettings(List<String> changes) {
    return new CohortRequest(
        checkpoints,
        inputs,
        out,
        outputs,
        sliceAxis,
        changes,
        threads,
        overwrite,
        references,
        scoring);
  }

  /** The same with scores against the label maps of a folder. */
  public CohortRequest scoredAgainst(Path folder) {
    return new CohortRequest(
        checkpoints,
        inputs,
        out,
        outputs,
        sliceAxis,
        settings,
        threads,
        overwrite,
        Optional.of(folder),
        scoring);
  }

  /** The same with another number of threads; 0 for the executor's cores. */
  public CohortRequest withThreads(int number) {
    return new CohortRequest(
        checkpoints,
        inputs,
        out,
        outputs,
        sliceAxis,
        settings,
        number,
        overwrite,
        references,
        scoring);
  }
}
