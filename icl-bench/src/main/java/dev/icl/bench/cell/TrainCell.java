package dev.icl.bench.cell;

import dev.icl.bench.app.IclApplication;
import dev.icl.bench.predict.InferenceOptions;
import dev.icl.bench.run.Evaluation;
import dev.icl.bench.run.EvaluationFolder;
import dev.icl.bench.run.EvaluationSettings;
import dev.icl.bench.run.EvaluationSplit;
import dev.icl.bench.run.RunFolder;
import dev.icl.bench.run.Scoring;
import dev.icl.bench.run.Training;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.config.RunConfig;
import dev.icl.core.engine.EngineInfo;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.model.FirstPass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Trains, and scores the best checkpoint on the validation cases with every metric. */
final class TrainCell {
  private static final double TOLERANCE_MM = 2;

  /** What the training takes of the time, roughly. */
  private static final double SHARE = 0.95;

  private final CellContext context;
  private final RunFolder folder;

  record Result(EngineInfo engine, dev.icl.bench.record.Training training) {}

  TrainCell(CellContext context) {
    this.context = context;
    this.folder = new RunFolder(context.path());
  }

  /** Empty if it was asked to stop. */
  Optional<Result> run() {
    RunConfig config = context.cell().config();
    Training training = Training.of(config, FirstPass.SILENT);
    if (!new TrainingRun(context, folder, SHARE).run(training)) {
      return Optional.empty();
    }
    TrainingResult result = new TrainingResult(context.folder().path(), folder);
    try (IclApplication application =
        IclApplication.start(config, context.plugins(), context.permissions())) {
      EngineInfo engine = application.engine().info();
      if (!training.validates()) {
        return Optional.of(new Result(engine, result.unscored(training.foreground())));
      }
      EvaluationFolder scores = new EvaluationFolder(folder.path().resolve("evaluation"));
      Evaluation evaluation = Evaluation.of(config, EvaluationSplit.VAL);
      Evaluation.CaseObserver overlays = scores.overlays(evaluation.classNames());
      Map<String, String> patients = new HashMap<>();
      try (Checkpoint best = Checkpoint.open(folder.checkpoints().resolve("best.safetensors"))) {
        Evaluation.Result found =
            evaluation.run(
                application.engine(),
                best,
                EvaluationSettings.standard(
                    new Scoring(EmptyMasks.STRICT, TOLERANCE_MM),
                    InferenceOptions.defaults(),
                    false),
                (volume, prediction, score) -> {
                  patients.put(volume.name(), volume.patient());
                  overlays.scored(volume, prediction, score);
                });
        scores.write(config, found);
        return Optional.of(new Result(engine, result.scored(found, patients, scores)));
      }
    }
  }
}
