package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTest {
  @TempDir Path run;
  private final List<String> notices = new ArrayList<>();

  @Test
  void aFileIsTakenAsNamedWhateverIsBesideIt() throws IOException {
    make("checkpoints/final.safetensors");
    Path best = make("checkpoints/best.safetensors");

    assertThat(NetworkFile.of(best, notices::add)).isEqualTo(best);
    // one that is not there is refused by who opens it
    Path missing = run.resolve("missing.safetensors");
    assertThat(NetworkFile.of(missing, notices::add)).isEqualTo(missing);
    assertThat(notices).isEmpty();
  }

  @Test
  void ofAFolderTheNetworkAfterTheLastIterationIsMeant() throws IOException {
    make("checkpoints/best.safetensors");
    make("checkpoints/last.safetensors");
    Path end = make("checkpoints/final.safetensors");

    assertThat(NetworkFile.of(run, notices::add)).isEqualTo(end);
    assertThat(NetworkFile.of(run.resolve("checkpoints"), notices::add)).isEqualTo(end);
    assertThat(notices).isEmpty();
  }

  @Test
  void whereThereIsNoneTheNewestStateIsTakenWithANotice() throws IOException {
    make("checkpoints/best.safetensors");
    Path last = make("checkpoints/last.safetensors");

    assertThat(NetworkFile.of(run, notices::add)).isEqualTo(last);
    assertThat(notices)
        .containsExactly(
            run.resolve("checkpoints/final.safetensors")
                + " is not there: the training is not at its end, or an earlier version made it; "
                + last
                + " is taken.");
  }

  @Test
  void aFolderWithoutEitherIsTheUsersMistake() throws IOException {
    make("checkpoints/best.safetensors");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> NetworkFile.of(run, notices::add))
        .withMessage(
            run
                + " holds neither checkpoints/final.safetensors nor checkpoints/last.safetensors;"
                + " name the folder of a training, or a checkpoint.");
  }

  private Path make(String name) throws IOException {
    Path file = run.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, new byte[1]);
  }

  @Test
  void ofACrossValidationOneFoldIsNamed() throws IOException {
    Files.createDirectories(run.resolve("fold-0"));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> NetworkFile.of(run, notice -> {}))
        .withMessage(
            run
                + " holds the trainings of a cross-validation, but one network is wanted: name that"
                + " of a fold, such as "
                + run.resolve("fold-0")
                + ".");
  }
}
