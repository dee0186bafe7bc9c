package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.when;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.ScheduleConfig;
import dev.icl.core.optim.ScheduleKind;
import dev.icl.modules.method.PretrainRate;
import dev.icl.modules.method.PretrainedStart;
import dev.icl.modules.method.Pretraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Six steps, three of them pre-training, of which the second is the best. Every step of the engine
 * adds 1 to weights and slots.
 */
class PretrainingPhaseTest extends TrainerFixture {
  private static final int TOTAL = 6;
  private static final double[] SCORES = {0.2, 0.9, 0.4, 0.3, 0.5, 0.1};
  private static final String SLOT = "optimizer.momentum_buffer.encoder.weight";

  private double begun;

  private void phases(boolean fromBest) {
    phases(3, fromBest);
  }

  private void phases(int pretraining, boolean fromBest) {
    when(method.pretraining()).thenReturn(Optional.of(new Pretraining(pretraining, fromBest)));
  }

  private FakeEngine fresh() {
    return new FakeEngine(n -> losses(1, 1));
  }

  private void run(FakeEngine on, double... scores) {
    Trainer trainer = trainer(on, TOTAL, 1);
    int first = trainer.initialize();
    begun = weight(on);
    trainer.train(batches(first), scores(scores), folder, List.of(reports::add));
  }

  /** The first steps of a new training. */
  private void runUntil(int stop) {
    Trainer trainer = trainer(fresh(), TOTAL, 1);
    int first = trainer.initialize();
    List<StepReport> seen = new ArrayList<>();
    trainer.train(
        batches(first), scores(SCORES), folder, List.of(seen::add), () -> seen.size() + 1 >= stop);
  }

  private FakeEngine goOn(int total) {
    FakeEngine second = fresh();
    Trainer trainer = trainer(second, total, 1);
    int done = trainer.resume(folder.last());
    double[] left = Arrays.copyOfRange(SCORES, done, total);
    trainer.train(batches(done), scores(left), folder, List.of(reports::add));
    return second;
  }

  private static double weight(FakeEngine of) {
    return of.variables().read("encoder.weight").get(0);
  }

  private int bestOnDisk() {
    try (Checkpoint best = Checkpoint.open(folder.best())) {
      return best.info().iteration();
    }
  }

  @Test
  void theRestBeginsWithTheBestStateAndItsOptimiser() {
    phases(true);
    run(engine, SCORES);

    // the third step is undone
    assertThat(weight(engine) - begun).isCloseTo(5, within(1e-5));
    assertThat(engine.variables().read(SLOT).get(0)).isEqualTo(5);
  }

  @Test
  void theRestCanBeginWithTheLastState() {
    phases(false);
    run(engine, SCORES);

    assertThat(weight(engine) - begun).isCloseTo(6, within(1e-5));
    assertThat(engine.variables().read(SLOT).get(0)).isEqualTo(6);
    assertThat(folder.pretrained()).doesNotExist();
  }

  @Test
  void theRestCanBeginWithTheBestNetworkAndANewOptimiser() {
    phases(PretrainedStart.BEST_NETWORK, PretrainRate.SCHEDULE);
    run(engine, SCORES);

    assertThat(weight(engine) - begun).isCloseTo(5, within(1e-5));
    assertThat(engine.variables().read(SLOT).get(0)).isEqualTo(3);
  }

  /** The rate takes a tenth every two steps. */
  @Test
  void theScheduleCanBeginAfterThePretraining() {
    phases(PretrainedStart.BEST, PretrainRate.CONSTANT);
    TrainConfig config =
        config(TOTAL, 1).withRate(new ScheduleConfig(0.4, ScheduleKind.STEPS, 0.9, 2, 0));
    Trainer trainer = new Trainer(engine, method, config, ROOT);
    trainer.initialize();

    trainer.train(batches(0), scores(SCORES), folder, List.of(reports::add));

    assertThat(reports.stream().mapToDouble(StepReport::learningRate).toArray())
        .containsExactly(new double[] {0.4, 0.4, 0.4, 0.4, 0.4, 0.04}, within(1e-12));
  }

  private void phases(PretrainedStart start, PretrainRate rate) {
    when(method.pretraining()).thenReturn(Optional.of(new Pretraining(3, start, rate)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBestStateOfTheTrainingIsOneAfterThePretraining(boolean fromBest) {
    phases(fromBest);
    run(engine, SCORES);

    assertThat(bestOnDisk()).isEqualTo(5);
    assertThat(reports)
        .extracting(StepReport::best)
        .containsExactly(true, true, false, true, true, false);
  }

  @Test
  void countersOfBatchesAreThoseOfTheStateThatIsKept() throws IOException {
    phases(true);
    run(engine, SCORES);

    // two passes a step, without those of the third
    assertThat(tracked(folder.last())).isEqualTo(10);
    assertThat(tracked(folder.pretrained())).isEqualTo(4);
  }

  @Test
  void aPretrainingHasNoBestToSegmentWith() {
    phases(true);
    runUntil(3);

    assertThat(folder.best()).doesNotExist();
    assertThat(folder.pretrained()).exists();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aTrainingInTwoPartsEndsWithTheBytesOfTheWhole(int stop) throws IOException {
    phases(true);
    run(engine, SCORES);
    byte[] last = Files.readAllBytes(folder.last());
    byte[] best = Files.readAllBytes(folder.best());
    folder = new CheckpointFolder(temporary.resolve("parts"), folder.description());
    runUntil(stop);

    goOn(TOTAL);

    assertThat(Files.readAllBytes(folder.last())).isEqualTo(last);
    assertThat(Files.readAllBytes(folder.best())).isEqualTo(best);
  }

  /** A process may end after it has saved one of the two files and before the other. */
  @Test
  void aBestStateThatIsNewerThanTheLastOneDoesNoHarm() throws IOException {
    phases(true);
    runUntil(1);
    Path older = temporary.resolve("older");
    Files.copy(folder.last(), older);
    goOn(TOTAL);
    byte[] last = Files.readAllBytes(folder.last());
    Files.delete(folder.last());
    Files.copy(older, folder.last());

    goOn(TOTAL);

    assertThat(Files.readAllBytes(folder.last())).isEqualTo(last);
  }

  /** What is repeated on a graphics processor may score a little lower. */
  @Test
  void theBestStateBeforeIsStillThereIfTheNewestIsNotReachedAgain() throws IOException {
    phases(true);
    runUntil(1);
    Path older = temporary.resolve("older");
    Files.copy(folder.last(), older);
    goOn(TOTAL);
    Files.delete(folder.last());
    Files.copy(older, folder.last());
    FakeEngine second = fresh();
    Trainer trainer = trainer(second, TOTAL, 1);
    trainer.resume(folder.last());
    double first = weight(second) - 1;

    trainer.train(batches(1), scores(0.1, 0.1, 0.3, 0.5, 0.1), folder, List.of());

    // the second and third step are undone
    assertThat(weight(second) - first).isCloseTo(4, within(1e-5));
  }

  @Test
  void aPretrainingThatIsNotDueForValidationIsValidatedAtItsEnd() {
    phases(true);
    Trainer trainer = trainer(engine, TOTAL, 5);
    trainer.initialize();

    trainer.train(batches(0), scores(0.1, 0.2, 0.3), folder, List.of(reports::add));

    assertThat(reports)
        .filteredOn(r -> r.validation().isPresent())
        .extracting(StepReport::iteration)
        .containsExactly(3, 5, 6);
  }

  @Test
  void withoutScoresTheRestBeginsWithTheLastState() {
    phases(true);
    run(engine, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    assertThat(weight(engine) - begun).isCloseTo(6, within(1e-5));
  }

  @Test
  void aBestStateThatIsGoneIsTheUsersMistake() throws IOException {
    phases(true);
    runUntil(3);
    Files.delete(folder.pretrained());

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> goOn(TOTAL))
        .withMessage(
            folder.pretrained()
                + " does not hold the best state of the pre-training, iteration 2, from which the"
                + " self-training starts; bring it back, or start anew.");
  }

  @Test
  void aPretrainingThatIsOverCannotEndElsewhere() {
    phases(true);
    runUntil(4);
    phases(5, true);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> goOn(8))
        .withMessage(
            folder.last()
                + " is of a training with 3 iterations of pre-training, but the configuration gives"
                + " it 5; to continue, set method.copy_paste.pretrain to 0.375 and add"
                + " --allow-changes.");
  }

  @Test
  void aTrainingThatHadNoPretrainingCannotBeginOne() {
    runUntil(2);
    phases(4, true);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> goOn(8))
        .withMessage(
            folder.last()
                + " is of a training with 0 iterations of pre-training, but the configuration gives"
                + " it 4; to continue, set method.copy_paste.pretrain to 0.0 and add"
                + " --allow-changes.");
  }

  /** No share of 3 iterations is 3 of them, and one is left for the rest. */
  @Test
  void aTrainingThatBecameTooShortForItsPretrainingIsToBeLonger() {
    phases(true);
    runUntil(2);
    phases(1, true);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> goOn(3))
        .withMessageEndingWith("gives it 1; to continue, raise train.iterations above 3.");
  }

  @Test
  void onePretrainingIterationIsToldInTheSingular() {
    phases(1, true);
    runUntil(2);
    phases(5, true);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> goOn(8))
        .withMessageContaining("training with 1 iteration of pre-training, but");
  }

  @Test
  void aPretrainingThatIsNotOverMayBecomeLonger() {
    phases(true);
    runUntil(2);
    phases(4, true);

    goOn(TOTAL);

    assertThat(bestOnDisk()).isEqualTo(5);
  }
}
