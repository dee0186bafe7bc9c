package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {
  private static final String SUMMARY = "{\"iterations\": 4, \"parameters\": {\"backbone\": 1}}";
  private static final String STEP = "{\"iteration\":%d,\"loss\":1.0}\n";
  private static final String VALIDATION =
      "{\"iteration\":%d,\"loss\":1.0,\"val_dice\":{\"mean\":null,\"per_class\":[]}}\n";

  @TempDir private Path temporary;

  private RunFolder folder;

  @BeforeEach
  void anEmptyFolder() {
    folder = new RunFolder(temporary.resolve("run"));
    folder.requireFree();
  }

  @ParameterizedTest
  @ValueSource(strings = {"final", "best", "pretrained"})
  void aFolderWithANetworkAloneIsNotFree(String name) {
    checkpoint(name, 4);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessage(
            "--out: %s already holds a training, without a checkpoint to continue from, and a new one would replace its checkpoints/%s.safetensors; name another folder, or move these files away.",
            folder.path(), name);
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireNoTraining)
        .withMessageContaining("holds a training, whose files stay");
  }

  @Test
  void allThatWouldBeReplacedIsNamed() {
    checkpoint("final", 4);
    checkpoint("best", 2);
    write("summary.json", SUMMARY);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessageContaining(
            "its checkpoints/final.safetensors, checkpoints/best.safetensors, summary.json; name");
  }

  @Test
  void aFolderWithStepsInItsLogIsNotFreeAndGoesOn() {
    write("config.yaml", "seed: 1\n");
    write("metrics.jsonl", "");
    folder.requireFree();

    write("metrics.jsonl", STEP.formatted(1));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessageEndingWith("name another folder, or add --resume to continue this one.");
    new HeldTraining(folder).requireNothingReplaced();
  }

  /** Those of an evaluation and of a cross-validation are none of a training. */
  @Test
  void summariesThatTellOfCasesAreNone() {
    write("summary.json", "{\"iterations\": 4, \"cases\": 8}");

    assertThat(folder.isTold(4)).isFalse();
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessage(
            "--out: %s holds the summary.json of something else than a training, which stays; name another folder.",
            folder.path());

    write("cases.csv", "case,patient,class,dice\n");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessageContaining("holds the scores of something else");
  }

  /** Killed between its first validation and its first checkpoint. */
  @Test
  void aTrainingThatWasKilledBeforeItsFirstCheckpointBeginsAgain() {
    checkpoint("best", 2);
    write("metrics.jsonl", STEP.formatted(1));
    new HeldTraining(folder).requireNothingReplaced();
    new HeldTraining(folder).requireBeginnable();

    write("metrics.jsonl", STEP.formatted(1) + VALIDATION.formatted(2) + "{\"itera");

    new HeldTraining(folder).requireNothingReplaced();
  }

  /** A checkpoint is saved with every validation, so somebody has removed it. */
  @Test
  void aTrainingThatCameFurtherDoesNotBeginAgain() {
    checkpoint("best", 2);
    assertNotBegunAgain("checkpoints/best.safetensors");

    write("metrics.jsonl", STEP.formatted(1) + VALIDATION.formatted(2) + STEP.formatted(3));

    assertNotBegunAgain("checkpoints/best.safetensors, metrics.jsonl");
  }

  /** Without scans to validate on there is no best network. */
  @Test
  void aLogThatGoesBeyondACheckpointIsNotBegunAgain() {
    write("metrics.jsonl", STEP.formatted(1) + VALIDATION.formatted(2) + STEP.formatted(3));
    assertNotBegunAgain("metrics.jsonl");

    write("metrics.jsonl", STEP.formatted(1) + STEP.formatted(2) + STEP.formatted(3));
    new HeldTraining(folder).requireNothingReplaced();

    write("config.yaml", "train: {checkpoint_every: 3}\n");
    new HeldTraining(folder).requireNothingReplaced();

    write("config.yaml", "train: {checkpoint_every: 2}\n");
    assertNotBegunAgain("metrics.jsonl");
  }

  @Test
  void aTrainingThatCameToItsEndDoesNotBeginAgain() {
    write("metrics.jsonl", STEP.formatted(1) + VALIDATION.formatted(2));
    write("summary.json", SUMMARY);

    assertNotBegunAgain("summary.json, metrics.jsonl");

    checkpoint("last-complete", 4);

    assertNotBegunAgain("summary.json, metrics.jsonl");
  }

  @Test
  void stepsThatAreMadeAgainForTheSummaryAreNoNewTraining() {
    checkpoint("final", 2);
    checkpoint("last-complete", 2);

    new HeldTraining(folder).requireNothingReplaced();
    new HeldTraining(folder).requireBeginnable();
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(folder::requireFree)
        .withMessageContaining("add --resume");
  }

  @Test
  void aSummaryOfAnEarlierEndIsNotThatOfTheTraining() {
    write("summary.json", SUMMARY);
    assertThat(folder.isTold(4)).isTrue();
    assertThat(folder.isTold(6)).isFalse();

    checkpoint("last", 2);
    assertThat(folder.isTold(4)).isFalse();

    checkpoint("last", 4);
    assertThat(folder.isTold(4)).isTrue();
  }

  /** On a file system without hard links there is a moment with the one before alone. */
  @Test
  void withoutItsNewestCheckpointATrainingIsAtItsEndIfItHasTheNetworkOfThat() {
    write("summary.json", SUMMARY);
    checkpoint("last-1", 2);
    assertThat(folder.isTold(4)).isFalse();

    checkpoint("final", 4);
    assertThat(folder.isTold(4)).isTrue();
  }

  @Test
  void aTrainingIsAtTheEndThatItsConfigurationNames() {
    write("config.yaml", "train: {iterations: 4}\n");
    assertThat(folder.isAtItsEnd()).isFalse();

    write("summary.json", SUMMARY);
    assertThat(folder.isAtItsEnd()).isTrue();

    write("config.yaml", "train: {iterations: 6}\n");
    assertThat(folder.isAtItsEnd()).isFalse();
  }

  private void assertNotBegunAgain(String file) {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> new HeldTraining(folder).requireNothingReplaced())
        .withMessage(
            "--resume: there is no %s to continue from, and a training from the first step would replace %s of the one before; bring the checkpoint back, or name another folder.",
            folder.last(), file);
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> new HeldTraining(folder).requireBeginnable())
        .withMessageStartingWith("--out: ");
  }

  private void checkpoint(String name, int iteration) {
    Safetensors.write(
        folder.checkpoints().resolve(name + ".safetensors"),
        Map.of("iteration", Integer.toString(iteration)),
        Map.of("weight", HostTensor.zeros(DType.F32, Shape.of(1))));
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder.path());
      Files.writeString(folder.path().resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
