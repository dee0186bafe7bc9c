package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.MiniSafetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of validations that chose the best network, of trainings that went on. */
class BestCandidatesTest extends TrainerFixture {
  @BeforeEach
  void trainFor2StepsWith1Validation() {
    train(engine, 2, 2, scores(0.9));
    assertThat(candidates()).isEqualTo(1);
  }

  @Test
  void worseValidationsOfALongerTrainingCount() throws IOException {
    MiniSafetensors before = MiniSafetensors.read(folder.best());

    goOn(trainer(new FakeEngine(n -> losses(1, 1)), 10, 2), scores(0.1, 0.2, 0.3, 0.4));

    MiniSafetensors after = MiniSafetensors.read(folder.best());
    assertThat(candidates()).isEqualTo(5);
    assertThat(after.metadata()).containsEntry("iteration", "2");
    assertThat(after.tensors().keySet()).isEqualTo(before.tensors().keySet());
    before
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(after.tensors().get(name).values()).isEqualTo(tensor.values()));
  }

  @Test
  void thoseToComeCountAtOnce() {
    Trainer trainer = trainer(new FakeEngine(n -> losses(1, 1)), 10, 2);
    int done = trainer.resume(folder.last());

    trainer.train(batches(done), scores(0.1), folder, List.of(), () -> true);

    assertThat(iterationOnDisk()).isEqualTo(3);
    assertThat(candidates()).isEqualTo(5);
  }

  @Test
  void validationsWithoutAScoreDoNotCountInTheEnd() {
    goOn(trainer(new FakeEngine(n -> losses(1, 1)), 6, 2), scores(Double.NaN, 0.1));

    assertThat(candidates()).isEqualTo(2);
  }

  @Test
  void aFileThatIsRightStaysAsItIs() throws IOException {
    Trainer first = trainer(new FakeEngine(n -> losses(1, 1)), 8, 2);
    first.train(batches(first.resume(folder.last())), scores(0.1), folder, List.of(), () -> true);
    byte[] before = Files.readAllBytes(folder.best());

    goOn(trainer(new FakeEngine(n -> losses(1, 1)), 8, 2), scores(0.1, 0.2, 0.3));

    assertThat(folder.best()).hasBinaryContent(before);
  }

  @Test
  void aDamagedFileIsNothingToTheTraining() throws IOException {
    byte[] damaged = Files.readAllBytes(folder.best());
    damaged[damaged.length - 1] ^= 1;
    Files.write(folder.best(), damaged);

    goOn(trainer(new FakeEngine(n -> losses(1, 1)), 4, 2), scores(0.1));

    assertThat(folder.best()).hasBinaryContent(damaged);
  }

  private void goOn(Trainer trainer, Validator validator) {
    trainer.train(batches(trainer.resume(folder.last())), validator, folder, List.of());
  }

  private int candidates() {
    try (Checkpoint best = Checkpoint.open(folder.best())) {
      return best.info().facts().require(TrainingFacts.CANDIDATES);
    }
  }
}
