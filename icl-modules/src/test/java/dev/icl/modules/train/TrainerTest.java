package dev.icl.modules.train;

import static dev.icl.modules.train.FakeEngine.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.config.NonFinite;
import dev.icl.core.config.TrainConfig;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.PolynomialSchedule;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.Method;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final RandomKey ROOT = RandomKey.of(7);
  private static final VariableSpec WEIGHT = parameter("encoder.weight", 2, 3);
  private static final VariableSpec TRACKED =
      new VariableSpec(
          "encoder.num_batches_tracked",
          DType.I64,
          Shape.scalar(),
          VariableKind.BUFFER,
          (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
  private static final VariableSpec QUERY = parameter("sspa.guided_Q", 1, 4);

  @TempDir Path temporary;
  private final FakeEngine engine = new FakeEngine(n -> losses(2.0 - 0.1 * n, 1.5));
  private final List<StepReport> reports = new ArrayList<>();
  private final Method method = mock(Method.class, CALLS_REAL_METHODS);
  private CheckpointFolder folder;

  @BeforeEach
  void describeTheMethod() {
    SegmentationNetwork network = mock(SegmentationNetwork.class);
    when(network.name()).thenReturn("unet2d");
    when(network.variables()).thenReturn(List.of(WEIGHT, TRACKED));
    when(method.name()).thenReturn("icl");
    when(method.network()).thenReturn(network);
    when(method.usesUnlabeled()).thenReturn(true);
    when(method.variables()).thenReturn(List.of(WEIGHT, TRACKED, QUERY));
    when(method.trainingPasses(TRACKED.name())).thenReturn(2);
    folder =
        new CheckpointFolder(
            temporary.resolve("checkpoints"),
            new CheckpointInfo(0, Double.NaN, "icl", "unet2d", "{}", 7, Map.of()));
  }

  @Test
  void everyStepGetsTheScheduledRateAndItsOwnKey() {
    train(engine, 6, 10, scores(0.5));

    PolynomialSchedule schedule = new PolynomialSchedule(0.01, 6, 0.9);
    for (int step = 0; step < 6; step++) {
      assertThat(engine.rates.get(step)).isCloseTo(schedule.rate(step), within(1e-9));
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
    assertThat(summary.dice().mean()).isEqualTo(0.6);
    assertThat(summary.bestIteration()).isEqualTo(6);
    assertThat(summary.lastDice().mean()).isEqualTo(0.4);
    assertThat(summary.iterations()).isEqualTo(7);
    assertThat(summary.imagesPerSecond()).isPositive();
    assertThat(summary.parameters()).isEqualTo(new TrainingSummary.Parameters(6, 10));
  }

  /** The first steps of a method in two phases pass once, later ones twice. */
  @Test
  void aSkippedStepIsNotCountedInThePhaseItBelongsTo() throws IOException {
    when(method.trainingPasses(eq(TRACKED.name()), anyInt(), anyInt()))
        .thenAnswer(
            call ->
                IntStream.range(call.getArgument(1), call.getArgument(2))
                    .mapToLong(step -> step < 3 ? 1 : 2)
                    .sum());
    Map<String, HostTensor> broken =
        Map.of("loss", scalar(Double.NaN), GradientGuard.SKIPPED, scalar(1));
    FakeEngine skipping = new FakeEngine(n -> n == 1 || n == 4 ? broken : losses(2, 1.5));
    TrainConfig config =
        new TrainConfig(6, 1, 1, List.of(4, 4), 0.01, 0.9, 0.9, 1e-4, 6, 0, 0, NonFinite.SKIP, 2);

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
  void batchNormCountersInFilesCountEveryPassOfEveryStep() throws IOException {
    train(engine, 5, 2, scores(0.5, 0.6, 0.1));

    assertThat(tracked(folder.best())).isEqualTo(8);
    assertThat(tracked(folder.last())).isEqualTo(10);
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
    assertThat(second.rates.get(0))
        .isCloseTo(new PolynomialSchedule(0.01, 6, 0.9).rate(4), within(1e-9));
    assertThat(second.variables().read("optimizer.momentum_buffer.encoder.weight").get(0))
        .isEqualTo(engine.variables().read("optimizer.momentum_buffer.encoder.weight").get(0) + 2);
    assertThat(summary.dice()).isEqualTo(new Scores(0.9, List.of(0.9), 0.1));
    assertThat(summary.bestIteration()).isEqualTo(4);
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
                + " is of a training at its end, iteration 2 of 2; raise train.iterations to go"
                + " on.");
    assertThat(second.variables().specs()).isEmpty();
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
    Trainer trainer =
        new Trainer(
            engine,
            method,
            new TrainConfig(7, 1, 1, List.of(4, 4), 0.01, 0.9, 0.9, 1e-4, 7, 2),
            ROOT);
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
  void aDamagedNewestFileFallsBackToTheOneBefore() throws IOException {
    train(engine, 4, 2, scores(0.5, 0.6));
    Files.write(folder.last(), new byte[] {1, 2, 3});
    List<String> warnings = new ArrayList<>();

    Trainer trainer = trainer(new FakeEngine(n -> losses(1, 1)), 4, 2);
    Path from;
    int done;
    try (Checkpoint newest = CheckpointFolder.openNewest(folder.folder(), warnings::add)) {
      from = newest.path();
      done = trainer.resume(newest);
    }
    trainer.train(batches(done), scores(0.7), folder, List.of());

    assertThat(from).isEqualTo(previous());
    assertThat(done).isEqualTo(2);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(folder.last() + " is not a well-formed safetensors file: it has only 3 bytes")
        .endsWith(" from the checkpoint before it, " + previous() + " of iteration 2.");
    assertThat(iteration()).isEqualTo(4);
    assertThat(MiniSafetensors.read(previous()).metadata()).containsEntry("iteration", "2");
    assertThat(folder.folder().resolve("last-damaged.safetensors")).hasSize(3);
  }

  @Test
  void withoutASoundFileTheDamageIsTheUsersToMend() throws IOException {
    train(engine, 4, 2, scores(0.5, 0.6));
    Files.write(folder.last(), new byte[3]);
    Files.write(previous(), new byte[4]);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> CheckpointFolder.openNewest(folder.folder(), w -> {}))
        .withMessageStartingWith(folder.last() + " is not a well-formed safetensors file");
    assertThat(folder.last()).exists();
  }

  @Test
  void aFolderThatVanishesStopsTheTrainingAndIsNotMadeAnew() throws IOException {
    Trainer trainer = trainer(engine, 8, 2);
    trainer.initialize();
    Path moved = temporary.resolve("moved");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                trainer.train(
                    batches(0),
                    scores(0.1, 0.2),
                    folder,
                    List.of(
                        r -> {
                          if (r.iteration() == 3) {
                            move(folder.folder(), moved);
                          }
                        })))
        .withMessageStartingWith(folder.folder() + " is gone while the training was running;");

    assertThat(folder.folder()).doesNotExist();
    assertThat(MiniSafetensors.read(moved.resolve("last.safetensors")).metadata())
        .containsEntry("iteration", "2");
  }

  @Test
  void aCheckpointThatCannotBeWrittenStopsTheTrainingAndLeavesTheOldOne() throws IOException {
    Trainer trainer = trainer(engine, 8, 2);
    trainer.initialize();

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                trainer.train(
                    batches(0),
                    scores(0.5, 0.1),
                    folder,
                    List.of(
                        r -> {
                          if (r.iteration() == 3) {
                            // a folder where the next file should go
                            move(folder.best(), folder.folder().resolve("next.safetensors/x"));
                          }
                        })))
        .withMessageContaining("next.safetensors cannot be written: ");

    assertThat(iteration()).isEqualTo(2);
  }

  private static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path previous() {
    return CheckpointFolder.previousIn(folder.folder());
  }

  private int iteration() {
    try (Checkpoint last = Checkpoint.open(folder.last())) {
      return last.info().iteration();
    }
  }

  @Test
  void aValidationWithoutAScoreIsNeverTheBest() {
    train(engine, 2, 1, scores(Double.NaN, 0.1));

    assertThat(reports).extracting(StepReport::best).containsExactly(false, true);
  }

  @Test
  void aMethodWithoutUnlabeledImagesIsNotFedThem() {
    when(method.usesUnlabeled()).thenReturn(false);

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

  private static double tracked(Path file) throws IOException {
    return MiniSafetensors.read(file).tensors().get(TRACKED.name()).values()[0];
  }

  private int iterationOnDisk() {
    assertThat(Files.exists(folder.best())).isTrue();
    try (Checkpoint last = Checkpoint.open(folder.last())) {
      return last.info().iteration();
    }
  }

  private TrainingSummary train(FakeEngine on, int iterations, int every, Validator validator) {
    Trainer trainer = trainer(on, iterations, every);
    return trainer.train(batches(trainer.initialize()), validator, folder, List.of(reports::add));
  }

  private Trainer trainer(FakeEngine on, int iterations, int every) {
    return new Trainer(on, method, config(iterations, every), ROOT);
  }

  private static TrainConfig config(int iterations, int every) {
    return new TrainConfig(iterations, 1, 1, List.of(4, 4), 0.01, 0.9, 0.9, 1e-4, every, 0);
  }

  private static Map<String, HostTensor> losses(double loss, double ce) {
    Map<String, HostTensor> losses = new LinkedHashMap<>();
    losses.put("loss", scalar(loss));
    losses.put("ce", scalar(ce));
    return losses;
  }

  private static Validator scores(double... means) {
    Iterator<Scores> all =
        Arrays.stream(means).mapToObj(m -> new Scores(m, List.of(m), 0.1)).iterator();
    return all::next;
  }

  private static BatchSource batches(int first) {
    Iterator<Integer> iterations = IntStream.iterate(first, i -> i + 1).iterator();
    HostTensor image = HostTensor.zeros(DType.F32, Shape.of(1, 1, 4, 4));
    return new BatchSource() {
      @Override
      public Batch next() {
        return new Batch(
            iterations.next(),
            Map.of(
                Batch.IMAGE_LABELED, image,
                Batch.LABEL_LABELED, HostTensor.zeros(DType.I64, Shape.of(1, 4, 4)),
                Batch.IMAGE_UNLABELED, image),
            List.of("a", "b"));
      }

      @Override
      public void close() {}
    };
  }

  private static VariableSpec parameter(String name, int... shape) {
    return new VariableSpec(
        name,
        DType.F32,
        Shape.of(shape),
        VariableKind.PARAMETER,
        (dtype, s, key) -> {
          var random = key.generator();
          return HostTensor.fill(dtype, s, i -> 1 + random.nextDouble());
        });
  }
}
