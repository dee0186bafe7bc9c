package dev.icl.bench.cell;

import dev.icl.app.IclApplication;
import dev.icl.app.config.RunConfig;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.app.run.Scoring;
import dev.icl.app.run.Training;
import dev.icl.bench.parity.ParityFolder;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.model.FirstPass;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Leaves what another engine is compared with: the gradients of the first step, the losses of some
 * steps, and what the network makes of the validation volumes after them.
 */
final class ParityCell {
  private static final double SHARE = 0.8;

  private final CellContext context;
  private final ParityFolder folder;

  ParityCell(CellContext context) {
    this.context = context;
    this.folder = new ParityFolder(context.path());
  }

  /** The engine that computed; empty if it was asked to stop. */
  Optional<EngineInfo> run() {
    RunConfig config = context.cell().config();
    Training training = Training.of(config, FirstPass.SILENT);
    if (!Files.exists(folder.gradients())) {
      try (IclApplication application = start(config)) {
        Map<String, HostTensor> gradients = training.firstGradients(application.engine());
        Safetensors.write(folder.gradients(), Map.of(), gradients);
      }
    }
    if (!new TrainingRun(context, folder.run(), SHARE).run(training)) {
      return Optional.empty();
    }
    try (IclApplication application = start(config)) {
      if (training.validates()) {
        segment(training.config(), application);
      }
      return Optional.of(application.engine().info());
    }
  }

  private IclApplication start(RunConfig config) {
    return IclApplication.start(config, context.plugins(), context.permissions());
  }

  private void segment(RunConfig config, IclApplication application) {
    Map<String, HostTensor> labels = new LinkedHashMap<>();
    try (Checkpoint last = Checkpoint.open(folder.run().last())) {
      Evaluation.of(config, Optional.of(EvaluationSplit.VAL))
          .run(
              application.engine(),
              last,
              EvaluationSettings.standard(
                  new Scoring(EmptyMasks.STRICT, 0),
                  InferenceOptions.of(config.inference()),
                  false),
              (volume, prediction, score) ->
                  labels.put(
                      volume.name(),
                      HostTensor.wrap(
                          DType.U8, Shape.of(prediction.length), ByteBuffer.wrap(prediction))));
    }
    Safetensors.write(folder.labels(), Map.of(), labels);
  }
}
