package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.catalog.CaseReader.ImageAndLabel;
import dev.icl.data.preprocess.FileHashes;
import dev.icl.data.preprocess.PreparedChannels;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedPreparationTest {
  private static final String BYTES = "a file of two channels";

  @TempDir private Path folder;

  private PreparedChannels apply(Path file, Supplier<ImageAndLabel> reader) {
    return CachedPreparation.of(
            Configs.at("folder", "")
                .config(PreprocessConfig.defaults(), folder.resolve("cache").toString()))
        .apply(List.of(file), new FileHashes(), 2, "rules", reader);
  }

  /** The file changes while it is read; neither place in the cache is that of the new bytes. */
  @Test
  void allChannelsAreKeptUnderTheBytesThatWereThereFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("scan.h5"), BYTES);
    apply(file, () -> changedWhileRead(file));
    Files.writeString(file, BYTES);

    PreparedChannels again =
        apply(
            file,
            () -> {
              throw new AssertionError("read once more");
            });

    assertThat(again.images().get(0).voxels().toFloats()).containsExactly(1);
    assertThat(again.images().get(1).voxels().toFloats()).containsExactly(2);
  }

  private static ImageAndLabel changedWhileRead(Path file) {
    try {
      Files.writeString(file, "other bytes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ImageAndLabel(scan(1), List.of(scan(2)), Optional.empty());
  }

  private static Scan scan(float value) {
    return Scan.of(Shape.of(1, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(new float[] {value}))
        .withAffine(Affine.ofSpacing(1, 1, 1));
  }
}
