package dev.icl.data.format.picture;

import static dev.icl.data.format.picture.JdkPictures.requireSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are written here. */
class PictureWritingTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = VoxelType.class,
      names = {"UINT8", "INT8", "UINT16", "INT16", "UINT32", "INT32", "FLOAT32", "FLOAT64"})
  void everyTypeOfTiffComesBack(VoxelType type) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 3 * 2 * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (type.floating() ? i % 60 : i * 37));
    }
    Scan scan = Scan.of(Shape.of(4, 3, 2), AxisOrder.FIRST_FASTEST, Voxels.of(type, bytes.flip()));
    Path file = folder.resolve("a.tif");
    FORMATS.write(file, Contents.of(scan), false);

    Scan read = FORMATS.readImage(file);

    assertThat(read.shape()).isEqualTo(Shape.of(4, 3, 2));
    assertThat(read.voxels().type()).isEqualTo(type);
    for (int i = 0; i < 24; i++) {
      assertThat(read.voxels().at(i)).isEqualTo(scan.voxels().at(i));
    }
  }

  /** The JDK's own reader is told the same. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void otherReadersSeeWhatIsWritten(String ending) throws IOException {
    byte[] labels = new byte[20];
    IntStream.range(0, 20).forEach(i -> labels[i] = (byte) (i * 13));
    Scan scan = Scan.of(Shape.of(5, 4, 1), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(labels));
    Path file = folder.resolve("labels." + ending);
    FORMATS.write(file, Contents.of(scan), false);

    BufferedImage picture = ImageIO.read(file.toFile());

    requireSame(scan, picture);
    assertThat(FORMATS.readLabel(file).voxels().toBytes()).isEqualTo(labels);
  }

  @Test
  void whatAPictureCannotHoldIsRefused() {
    Scan volume = Scan.of(Shape.of(2, 2, 2), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[8]));
    assertThatThrownBy(() -> FORMATS.write(folder.resolve("a.png"), Contents.of(volume), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("PNG holds single slices");
    Scan four =
        Scan.of(Shape.of(2, 2, 1, 2), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[8]));
    assertThatThrownBy(() -> FORMATS.write(folder.resolve("a.tif"), Contents.of(four), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("TIFF holds scans of three axes");
  }
}
