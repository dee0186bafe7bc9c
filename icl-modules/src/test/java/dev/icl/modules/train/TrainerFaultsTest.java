package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.checkpoint.Safetensors;
import dev.icl.core.checkpoint.TensorInfo;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests of trainings whose disk fails. */
class TrainerFaultsTest extends TrainerFixture {
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

  /** The end of a process between two renamings, on a file system without hard links. */
  @Test
  void withoutANewestFileTheOneBeforeIsTaken() throws IOException {
    train(engine, 4, 2, scores(0.5, 0.6));
    Files.delete(folder.last());
    List<String> warnings = new ArrayList<>();

    try (Checkpoint newest = CheckpointFolder.openNewest(folder.folder(), warnings::add)) {
      assertThat(newest.path()).isEqualTo(previous());
    }
    assertThat(warnings).singleElement().asString().startsWith(folder.last() + " does not exist;");
  }

  @Test
  void aNewestFileOfANewerReleaseIsNotTakenForDamage() throws IOException {
    train(engine, 4, 2, scores(0.5, 0.6));
    Safetensors.write(
        folder.last(),
        Map.of("icl_format", "3"),
        List.of(new TensorInfo("a", DType.F32, Shape.scalar())),
        name -> HostTensor.scalar(1));

    assertStays("has checkpoint format 3");
  }

  @Test
  void aNewestFileThatCannotBeReadIsNotTakenForDamage() throws IOException {
    train(engine, 4, 2, scores(0.5, 0.6));
    Files.delete(folder.last());
    Files.createDirectory(folder.last());

    assertStays("is not a file");
  }

  private void assertStays(String reason) {
    List<String> warnings = new ArrayList<>();

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> CheckpointFolder.openNewest(folder.folder(), warnings::add))
        .withMessageStartingWith(folder.last() + " " + reason);
    assertThat(warnings).isEmpty();
    assertThat(folder.last()).exists();
    assertThat(folder.folder().resolve("last-damaged.safetensors")).doesNotExist();
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

  /** A process may end between the two: then the end is made again, and never lacks its network. */
  @Test
  void theFinalFileIsWrittenBeforeTheStateThatEndsTheTraining() throws IOException {
    Trainer trainer = trainer(engine, 4, 2);
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
                            // a folder where the next state should go
                            move(folder.best(), folder.folder().resolve("next.safetensors/x"));
                          }
                        })))
        .withMessageContaining("next.safetensors cannot be written: ");

    assertThat(iteration()).isEqualTo(2);
    assertThat(MiniSafetensors.read(folder.end()).metadata()).containsEntry("iteration", "4");
  }

  private static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
