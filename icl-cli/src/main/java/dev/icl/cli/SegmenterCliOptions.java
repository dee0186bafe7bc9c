package dev.icl.cli;

import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.core.error.Choices;
import dev.icl.data.scan.SliceAxis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for segmenting scans; where one is not given, the training decides. */
final class SegmenterCliOptions {
  @Mixin private InferenceCliOptions inference;

  @Option(
      names = "--slice-axis",
      paramLabel = "AXIS",
      defaultValue = "auto",
      description =
          "The axis of their files along which scans are cut into slices: first, second, third, or"
              + " auto for that of the training (default: ${DEFAULT-VALUE}).")
  private String sliceAxis;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = Candidates.Engines.class,
      description = "The engine (default: ICL_ENGINE, or else that of the training).")
  private @Nullable String engine;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      completionCandidates = Candidates.Devices.class,
      description = "cpu, gpu, gpu:N or auto (default: ICL_DEVICE, or else that of the training).")
  private @Nullable String device;

  /**
   * The options before the networks are known.
   *
   * @throws dev.icl.core.error.UserException if a word or number is one that no network could be
   *     applied with
   */
  SegmenterOptions asked() {
    SegmenterOptions asked =
        new SegmenterOptions(
            Optional.ofNullable(engine),
            Optional.ofNullable(device),
            Choices.of("--slice-axis", sliceAxis, SliceAxis.values()),
            Optional.empty());
    inference.check();
    return asked;
  }

  /** The options for networks, which are applied as the first one was validated. */
  SegmenterOptions options(TrainedModels models) {
    return asked()
        .with(InferenceOptions.of(inference.applied(models.first().config().inference())));
  }
}
