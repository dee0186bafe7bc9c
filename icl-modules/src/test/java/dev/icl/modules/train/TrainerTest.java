package dev.icl.modules.train;

import static dev.icl.modules.train.FakeEngine.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.AdamW;
import dev.icl.core.optim.AdamWConfig;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.OptimizerConfig;
import dev.icl.core.optim.OptimizerKind;
import dev.icl.core.optim.ScheduleConfig;
import dev.icl.core.optim.ScheduleKind;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerTest extends TrainerRates {
  @Test
  void everyStepGetsTheScheduledRateAndItsOwnKey() {
    train(engine, 6, 10, scores(0.5));

    assertThat(engine.rates.stream().mapToDouble(rate -> rate).toArray())
        .containsExactly(RATES, within(1e-9));
    for (int step = 0; step < 6; step++) {
      assertThat(engine.keys.get(step)).isEqualTo(ROOT.child("step").child(step));
    }
    assertThat(engine.compilations)
        .containsExactly(
            Compilation.training("loss", new Sgd(0.9, 1e-4)).guarded(GradientGuard.REPORT));
  }

  @Test
  void validatesAtEveryIntervalAndAfterTheLastStep() {
    TrainingSummary summary = train(engine, 7, 3, scores(0.2, 0.6, 0.4));

    assertThat(reports).extracting(StepReport::iteration).containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(reports.stream().filter(r -> r.validation().isPresent()))
        .extracting(StepReport::iteration, StepReport::best)
        .containsExactly(tuple(3, true), tuple(6, true), tuple(7, false));
    assertThat(summary.dice().mean()).isEqualTo(0.4);
    assertThat(summary.bestDice().mean()).isEqualTo(0.6);
    assertThat(summary.bestIteration()).isEqualTo(6);
    assertThat(summary.validations()).isEqualTo(3);
    assertThat(summary.iterations()).isEqualTo(7);
    assertThat(summary.imagesPerSecond()).isPositive();
    assertThat(summary.parameters()).isEqualTo(new TrainingSummary.Parameters(6, 10));
  }

  /** The first steps of a method in two phases pass once, later ones twice. */
  @Test
  void aSkippedStepIsNotCountedInThePhaseItBelongsTo() throws IOException {
    passes(step -> step < 3 ? 1 : 2);
    Map<String, HostTensor> broken =
        Map.of("loss", scalar(Double.NaN), GradientGuard.SKIPPED, scalar(1));
    FakeEngine skipping = new FakeEngine(n -> n == 1 || n == 4 ? broken : losses(2, 1.5));
    TrainConfig config = config(6, 6).withGuard(new GuardConfig(0, NonFinitePolicy.SKIP, 2));

    Trainer trainer = new Trainer(skipping, method, config, ROOT);
    trainer.train(batches(trainer.initialize()), scores(0.5), folder, List.of(reports::add));

    assertThat(reports)
        .filteredOn(report -> report.skipped().isPresent())
        .extracting(StepReport::iteration)
        .containsExactly(2, 5);
    // one pass of steps 1 and 3, two of steps 4 and 6
    assertThat(tracked(folder.last())).isEqualTo(2 * 1 + 2 * 2);
  }

  @Test
  void anEqualScoreKeepsTheOlderBest() {
    train(engine, 4, 2, scores(0.5, 0.5));

    try (Checkpoint best = Checkpoint.open(folder.best());
        Checkpoint last = Checkpoint.open(folder.last())) {
      assertThat(best.info().iteration()).isEqualTo(2);
      assertThat(last.info().iteration()).isEqualTo(4);
      assertThat(last.info().bestScore()).isEqualTo(0.5);
    }
  }

  @Test
  void lastHoldsEverythingAndBestTheBackboneAlone() throws IOException {
    train(engine, 3, 3, scores(0.5));

    MiniSafetensors last = MiniSafetensors.read(folder.last());
    assertThat(last.tensors().keySet())
        .containsExactlyInAnyOrder(
            "encoder.weight",
            "encoder.num_batches_tracked",
            "sspa.guided_Q",
            "optimizer.momentum_buffer.encoder.weight",
            "optimizer.momentum_buffer.sspa.guided_Q");
    MiniSafetensors best = MiniSafetensors.read(folder.best());
    assertThat(best.tensors().keySet())
        .containsExactly("encoder.weight", "encoder.num_batches_tracked");
    assertThat(best.tensors().get("encoder.weight").values())
        .isEqualTo(engine.variables().read("encoder.weight").toDoubles());
  }

  @Test
  void theFinalFileIsTheBackboneAfterTheLastIterationAndNothingChoseIt() throws IOException {
    train(engine, 5, 2, scores(0.5, 0.9, 0.1));

    MiniSafetensors end = MiniSafetensors.read(folder.end());
    assertThat(end.tensors().keySet())
        .containsExactly("encoder.weight", "encoder.num_batches_tracked");
    assertThat(end.tensors().get("encoder.weight").values())
        .isEqualTo(engine.variables().read("encoder.weight").toDoubles())
        .isNotEqualTo(MiniSafetensors.read(folder.best()).tensors().get("encoder.weight").values());
    assertThat(tracked(folder.end())).isEqualTo(10);
    assertThat(end.metadata()).containsEntry("iteration", "5");
    try (Checkpoint file = Checkpoint.open(folder.end())) {
      assertThat(file.info().facts().texts())
          .containsEntry("chosen_by", "nothing")
          .doesNotContainKey("chosen_among_validations");
    }
  }

  /** Validations after iterations 2, 4 and 5; that after 2 has no score. */
  @Test
  void theBestFileTellsAmongHowManyValidationsItWasChosen() {
    train(engine, 5, 2, scores(Double.NaN, 0.9, 0.1));

    try (Checkpoint best = Checkpoint.open(folder.best())) {
      assertThat(best.info().facts().texts())
          .containsEntry("chosen_by", "validation_dice")
          .containsEntry("chosen_among_validations", "2");
    }
  }

  @Test
  void aTrainingThatIsStoppedHasNoFinalFile() {
    Trainer trainer = trainer(engine, 9, 4);
    trainer.initialize();

    trainer.train(
        batches(0), scores(0.1), folder, List.of(reports::add), () -> reports.size() == 6);

    assertThat(folder.best()).exists();
    assertThat(folder.end()).doesNotExist();
  }

  @Test
  void batchNormCountersInFilesCountEveryPassOfEveryStep() throws IOException {
    train(engine, 5, 2, scores(0.5, 0.6, 0.1));

    assertThat(tracked(folder.best())).isEqualTo(8);
    assertThat(tracked(folder.last())).isEqualTo(10);
  }

  @Test
  void batchesOfAnotherIterationAreRefused() {
    Trainer trainer = trainer(engine, 4, 4);
    trainer.initialize();

    assertThatThrownBy(() -> trainer.train(batches(1), scores(1), folder, List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("batch of iteration 1 fed to iteration 0");
  }

  @Test
  void aLossThatIsNoNumberStopsBeforeTheStateIsSaved() throws IOException {
    FakeEngine diverging =
        new FakeEngine(n -> n < 3 ? losses(1, 1) : losses(Double.NaN, Double.POSITIVE_INFINITY));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> train(diverging, 8, 2, scores(0.1, 0.2, 0.3)))
        .withMessageStartingWith(
            "training stopped at iteration 4 of 8 because the loss term 'ce' became Infinity;")
        .withMessageContaining(folder.folder().toString());

    assertThat(MiniSafetensors.read(folder.last()).metadata()).containsEntry("iteration", "2");
    assertThat(reports).hasSize(3);
    assertThat(folder.folder().resolve("non-finite.json")).content().contains("\"ce\"");
  }

  @Test
  void savesTheStateBetweenValidationsToo() throws IOException {
    Trainer trainer = new Trainer(engine, method, config(7, 7).withCheckpointEvery(2), ROOT);
    trainer.initialize();
    List<String> onDisk = new ArrayList<>();

    trainer.train(
        batches(0),
        scores(0.1),
        folder,
        List.of(r -> onDisk.add(Files.exists(folder.last()) ? "" + iteration() : "-")));

    assertThat(onDisk).containsExactly("-", "2", "2", "4", "4", "6", "7");
    assertThat(MiniSafetensors.read(previous()).metadata()).containsEntry("iteration", "6");
    assertThat(tracked(folder.last())).isEqualTo(14);
  }

  @Test
  void stopsAfterTheStepItIsAskedInAndSavesIt() {
    Trainer trainer = trainer(engine, 9, 4);
    trainer.initialize();

    TrainingSummary summary =
        trainer.train(
            batches(0), scores(0.1), folder, List.of(reports::add), () -> reports.size() == 2);

    assertThat(summary.iterations()).isEqualTo(3);
    assertThat(reports).hasSize(3);
    assertThat(iteration()).isEqualTo(3);
    assertThat(folder.best()).doesNotExist();
  }

  @Test
  void aTrainingThatStopsBetweenValidationsHasNoScoresOfItsLastStep() {
    Trainer trainer = trainer(engine, 9, 2);
    trainer.initialize();

    TrainingSummary first =
        trainer.train(
            batches(0), scores(0.1), folder, List.of(reports::add), () -> reports.size() == 2);
    Trainer second = trainer(new FakeEngine(n -> losses(1, 1)), 9, 5);
    TrainingSummary resumed =
        second.train(
            batches(second.resume(folder.last())), scores(), folder, List.of(), () -> true);

    assertThat(first.iterations()).isEqualTo(3);
    assertThat(resumed.iterations()).isEqualTo(4);
    assertThat(List.of(first, resumed))
        .allSatisfy(
            summary -> {
              assertThat(summary.dice()).isNull();
              assertThat(summary.bestDice()).isEqualTo(new Scores(0.1, List.of(0.1), 0.1));
            });
  }

  @Test
  void aValidationWithoutAScoreIsNeverTheBest() {
    train(engine, 2, 1, scores(Double.NaN, 0.1));

    assertThat(reports).extracting(StepReport::best).containsExactly(false, true);
  }

  @Test
  void aMethodWithoutUnlabeledImagesIsNotFedThem() {
    when(method.batch()).thenReturn(BatchRequest.labeledOnly());

    train(engine, 1, 1, scores(0.1));

    assertThat(engine.inputs.get(0))
        .containsExactlyInAnyOrder("image_labeled", "label_labeled", "learning_rate");
  }

  @Test
  void initialValuesDependOnTheNameNotOnTheOrder() {
    FakeEngine other = new FakeEngine(n -> Map.of());
    trainer(engine, 1, 1).initialize();
    when(method.variables()).thenReturn(List.of(QUERY, TRACKED, WEIGHT));
    trainer(other, 1, 1).initialize();

    for (VariableSpec spec : List.of(WEIGHT, QUERY)) {
      assertThat(other.variables().read(spec.name()).toDoubles())
          .isEqualTo(engine.variables().read(spec.name()).toDoubles())
          .doesNotContain(0);
    }
  }

  @Test
  void theStateIsOnDiskWhenListenersHearOfAValidation() {
    List<Boolean> saved = new ArrayList<>();
    Trainer trainer = trainer(engine, 2, 1);
    trainer.initialize();

    trainer.train(
        batches(0),
        scores(0.1, 0.2),
        folder,
        List.of(r -> saved.add(iterationOnDisk() == r.iteration())));

    assertThat(saved).containsExactly(true, true);
  }

  @Test
  void theConfigurationDecidesOptimiserAndRates() {
    TrainConfig config =
        config(4, 10)
            .withUpdate(
                new OptimizerConfig(
                    OptimizerKind.ADAMW, 0.9, 0.05, new AdamWConfig(0.8, 0.95, 1e-6)))
            .withRate(new ScheduleConfig(0.4, ScheduleKind.COSINE, 0.9, 2));
    Trainer trainer = new Trainer(engine, method, config, ROOT);
    trainer.train(batches(trainer.initialize()), scores(0.5), folder, List.of());

    assertThat(engine.compilations)
        .containsExactly(
            Compilation.training("loss", new AdamW(0.8, 0.95, 1e-6, 0.05))
                .guarded(GradientGuard.REPORT));
    // up in two steps, then half a cosine of two
    assertThat(engine.rates.stream().mapToDouble(rate -> rate).toArray())
        .containsExactly(new double[] {0.2, 0.4, 0.4, 0.2}, within(1e-7));
  }
}
