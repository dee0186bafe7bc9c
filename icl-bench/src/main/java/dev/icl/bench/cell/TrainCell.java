package dev.icl.bench.cell;

import dev.icl.app.IclApplication;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationFolder;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Training;
import dev.icl.app.run.TrainingOutline;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.NetworkFile;
import dev.icl.report.record.TrainingData;
import dev.icl.report.record.TrainingOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains, and scores the network after the last iteration with every metric: on the test cases
 * where the data has some, or else on those of validation. Beside it, the network with the best
 * validation.
 */
final class TrainCell {
  /** The share of the time that the training takes, roughly. */
  private static final double SHARE = 0.95;

  private final CellContext context;
  private final RunFolder folder;

  record Result(EngineInfo engine, TrainingOutcome training) {}

  TrainCell(CellContext context) {
    this.context = context;
    this.folder = new RunFolder(context.path());
  }

  /** Empty if it was asked to stop. */
  Optional<Result> run() {
    RunConfig config = context.cell().config();
    Training training = Training.of(config, FirstPass.SILENT);
    training.requireSeparateTests();
    if (!new TrainingRun(context, folder, SHARE).run(training)) {
      return Optional.empty();
    }
    TrainingResult result = new TrainingResult(context.folder().path(), folder);
    TrainingData data = data(training.outline());
    Optional<EvaluationSplit> split = training.scoredSplit();
    try (IclApplication application =
        IclApplication.start(config, context.plugins(), context.permissions())) {
      Engine engine = application.engine();
      return Optional.of(
          new Result(
              engine.info(),
              (split.isEmpty()
                      ? result.unscored(training.foreground())
                      : scored(engine, Evaluation.of(training.config(), split), result))
                  .with(data)));
    }
  }

  private static TrainingData data(TrainingOutline outline) {
    return new TrainingData(
        outline.patients(),
        outline.labeled(),
        outline.labeledSamples(),
        outline.unlabeledSamples(),
        outline.validation(),
        outline.tests());
  }

  private TrainingOutcome scored(Engine engine, Evaluation evaluation, TrainingResult result) {
    EvaluationFolder scores = new EvaluationFolder(folder.evaluation());
    Evaluation.Result end =
        evaluate(
            engine,
            evaluation,
            // a training that an earlier version brought to its end has it in its last state alone
            NetworkFile.of(folder.path(), context.warnings()),
            scores.casesOf(evaluation));
    scores.write(context.cell().config(), end);
    return result.scored(end, best(engine, evaluation), scores);
  }

  /** The scores of the best network, without pictures; empty where no validation gave a score. */
  private Optional<Evaluation.Result> best(Engine engine, Evaluation evaluation) {
    Path file = CheckpointFolder.bestIn(folder.checkpoints());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Evaluation.Result best = evaluate(engine, evaluation, file, Evaluation.CaseObserver.NONE);
    new EvaluationFolder(folder.bestEvaluation()).write(context.cell().config(), best);
    return Optional.of(best);
  }

  private Evaluation.Result evaluate(
      Engine engine, Evaluation evaluation, Path checkpoint, Evaluation.CaseObserver observer) {
    try (Checkpoint network = Checkpoint.open(checkpoint)) {
      return evaluation.run(
          engine, network, EvaluationSettings.ofTraining(context.cell().config()), observer);
    }
  }
}
