package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.when;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.AdamWConfig;
import dev.icl.core.optim.OptimizerConfig;
import dev.icl.core.optim.OptimizerKind;
import dev.icl.core.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trainings that continue from a checkpoint, or are refused to. */
class TrainerResumeTest extends TrainerRates {
  @Test
  void goingOnBeyondTheEndRemovesTheFinalFileUntilTheNewEnd() throws IOException {
    train(engine, 4, 4, scores(0.9));
    Trainer trainer = trainer(new FakeEngine(n -> losses(1, 1)), 6, 6);
    List<Boolean> there = new ArrayList<>();

    trainer.train(
        batches(trainer.resume(folder.last())),
        scores(0.3),
        folder,
        List.of(r -> there.add(Files.exists(folder.end()))));

    assertThat(there).containsExactly(false, true);
    assertThat(MiniSafetensors.read(folder.end()).metadata()).containsEntry("iteration", "6");
  }

  /** Killed at any moment, a training finds no state that its logs do not reach. */
  @Test
  void theStateOfAStepIsSavedAfterTheStepIsLogged() {
    List<Integer> states = new ArrayList<>();
    Trainer trainer = trainer(engine, 2, 1);
    TrainingListener log =
        new TrainingListener() {
          @Override
          public void beforeSave(StepReport report) {
            states.add(stepsSaved());
          }

          @Override
          public void onStep(StepReport report) {
            states.add(-stepsSaved());
          }
        };

    trainer.train(batches(trainer.initialize()), scores(0.9, 0.8), folder, List.of(log));

    assertThat(states).containsExactly(0, -1, 1, -2);
  }

  private int stepsSaved() {
    if (!Files.exists(folder.last())) {
      return 0;
    }
    try (Checkpoint last = Checkpoint.open(folder.last())) {
      return last.info().iteration();
    }
  }

  @Test
  void resumesWithIterationSlotsAndBestScore() {
    train(engine, 4, 4, scores(0.9));
    FakeEngine second = new FakeEngine(n -> losses(1, 1));
    Trainer trainer = trainer(second, 6, 4);

    int done = trainer.resume(folder.last());
    reports.clear();
    TrainingSummary summary =
        trainer.train(batches(done), scores(0.3), folder, List.of(reports::add));

    assertThat(done).isEqualTo(4);
    assertThat(reports).extracting(StepReport::iteration).containsExactly(5, 6);
    assertThat(second.keys.get(0)).isEqualTo(ROOT.child("step").child(4));
    assertThat(second.rates.get(0)).isCloseTo(RATES[4], within(1e-9));
    assertThat(second.variables().read("optimizer.momentum_buffer.encoder.weight").get(0))
        .isEqualTo(engine.variables().read("optimizer.momentum_buffer.encoder.weight").get(0) + 2);
    assertThat(summary.dice()).isEqualTo(new Scores(0.3, List.of(0.3), 0.1));
    assertThat(summary.bestDice()).isEqualTo(new Scores(0.9, List.of(0.9), 0.1));
    assertThat(summary.bestIteration()).isEqualTo(4);
    assertThat(summary.validations()).isEqualTo(2);
  }

  @Test
  void resumingWithAnotherMethodIsTheUsersMistake() {
    train(engine, 1, 1, scores(0.9));
    when(method.name()).thenReturn("supervised");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> trainer(new FakeEngine(n -> Map.of()), 2, 1).resume(folder.last()))
        .withMessage(
            folder.last()
                + " was made with method 'icl', but the configuration says 'supervised'; go on with"
                + " the same method.");
  }

  @Test
  void resumingWhatAnotherReleaseTrainedOtherwiseIsTheUsersMistake() {
    when(method.revision()).thenReturn(1);
    train(engine, 1, 1, scores(0.9));
    when(method.revision()).thenReturn(2);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> trainer(new FakeEngine(n -> Map.of()), 2, 1).resume(folder.last()))
        .withMessage(
            folder.last()
                + " was trained by another release, in which method icl is another (its revision 1,"
                + " here 2); start anew in another folder.");
  }

  @Test
  void resumingWithAnotherSeedIsTheUsersMistake() {
    train(engine, 1, 1, scores(0.9));
    Trainer other =
        new Trainer(new FakeEngine(n -> Map.of()), method, config(2, 1), RandomKey.of(8));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> other.resume(folder.last()))
        .withMessage(
            folder.last()
                + " was made with seed 7, but the configuration has another; go on with the same"
                + " seed.");
  }

  @Test
  void aTrainingAtItsEndDoesNotGoOn() {
    train(engine, 2, 2, scores(0.9));
    FakeEngine second = new FakeEngine(n -> Map.of());

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> trainer(second, 2, 1).resume(folder.last()))
        .withMessage(
            folder.last()
                + " is of a training at its end, iteration 2 of 2; raise train.iterations to"
                + " continue.");
    assertThat(second.variables().specs()).isEmpty();
  }

  @Test
  void anotherOptimiserCannotGoOn() {
    train(engine, 2, 1, scores(0.5, 0.5));
    TrainConfig config =
        config(4, 1)
            .withUpdate(
                new OptimizerConfig(OptimizerKind.ADAMW, 0.9, 1e-4, AdamWConfig.defaults()));
    Trainer trainer = new Trainer(new FakeEngine(n -> Map.of()), method, config, ROOT);

    assertThatThrownBy(() -> trainer.resume(folder.last()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s was made with optimizer 'sgd', but the configuration says 'adamw'; go on with the same optimizer.",
            folder.last());
  }
}
