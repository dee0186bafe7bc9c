package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that leave batch normalisation a single value are refused with the configuration. */
class SmallBatchesTest {
  private static final String ONE_AND_ONE =
      "train: {patch: [16, 16], labeled_batch: 1, unlabeled_batch: 1}";

  @TempDir private Path folder;

  @Test
  void aSinglePlaceInTheDeepestLevel() {
    assertThatThrownBy(() -> read())
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "run.yaml, line 1, column 16: train.patch: the method icl cannot learn from 1 labelled"
                + " and 1 unlabelled images of [16, 16] (batchNorm: training wants more than one"
                + " value a channel, got [1, 256, 1, 1]); use a larger patch, or more images per"
                + " step.");
  }

  @Test
  void oneStreamIsEnoughToBeTooSmall() {
    assertThatThrownBy(() -> read("train.labeled_batch=2"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2 labelled and 1 unlabelled images");
  }

  @Test
  void twoPlacesOrTwoImagesWillDo() throws IOException {
    assertThat(read("train.patch=[32, 16]").train().patch()).containsExactly(32, 16);
    assertThat(read("train.labeled_batch=2", "train.unlabeled_batch=2").seed()).isEqualTo(1337);
  }

  @Test
  void theBaselineTakesBothBatchesInOnePass() throws IOException {
    assertThat(read("method.name=supervised").method().name()).isEqualTo("supervised");
  }

  @Test
  void aSinglePlaceInTheDeepestLevelOfALargePatch() throws IOException {
    String[] deep = {
      "method.name=supervised",
      "network.channels=[2, 2, 2, 2, 2, 2, 2, 2, 2, 2]",
      "network.dropout=[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]",
      "train.patch=[512, 512]",
      "train.unlabeled_batch=0"
    };

    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("training wants more than one value a channel, got [1, 2, 1, 1]");
    deep[4] = "train.unlabeled_batch=1";
    assertThat(read(deep).train().patch()).containsExactly(512, 512);
  }

  private RunConfig read(String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), ONE_AND_ONE);
    return new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of(settings));
  }
}
