package dev.icl.data.format.picture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFF files with other numbers in their fields than are written here. */
class TiffFieldsTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          259 | 7     | compression 7
          262 | 0     | stores white as 0
          262 | 6     | colour space 6
          258 | 12    | bits of samples of format 1: 12
          317 | 3     | predictor 3
          266 | 2     | order of bits 2
          277 | 300   | samples of a pixel 65
          256 | 0     | its field 256 is 0
          278 | 1     | more or fewer parts
          273 | 90000 | beyond its end
          """)
  void oddKindsOfTiffGetASentence(int tag, int value, String sentence) throws IOException {
    assertThatThrownBy(() -> FORMATS.read(changed(tag, value)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void pagesOfChannelsAreNotTakenForSlices() throws IOException {
    Path file = folder.resolve("channels.tif");
    FORMATS.write(
        file,
        Contents.of(
            Scan.of(Shape.of(5, 4, 2), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[40]))),
        false);
    byte[] bytes = Files.readAllBytes(file);
    String told = "ImageJ=1.54f\nimages=2\nchannels=2\n\0";
    byte[] more = Arrays.copyOf(bytes, bytes.length + told.length());
    System.arraycopy(
        told.getBytes(StandardCharsets.US_ASCII), 0, more, bytes.length, told.length());
    ByteBuffer in = ByteBuffer.wrap(more).order(order(more));
    int place = entry(in, 339);
    in.putShort(place, (short) 270).putShort(place + 2, (short) 2);
    in.putInt(place + 4, told.length()).putInt(place + 8, bytes.length);
    Files.write(file, more);

    assertThatThrownBy(() -> FORMATS.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has pages for channels");
  }

  @Test
  void sizesAreNotBelieved() throws IOException {
    Path huge = changed(256, 1 << 20);
    assertThatThrownBy(() -> FORMATS.read(huge)).isInstanceOf(UserException.class);
  }

  /** A file of ours with another number in a field. */
  private Path changed(int tag, int value) throws IOException {
    Path file = folder.resolve("changed.tif");
    FORMATS.write(
        file,
        Contents.of(
            Scan.of(Shape.of(5, 4, 1), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(new byte[20]))),
        true);
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(order(bytes));
    int place = tag == 317 || tag == 266 ? entry(in, 339) : entry(in, tag);
    in.putShort(place, (short) tag);
    in.putInt(place + 8, value);
    return Files.write(file, bytes);
  }

  private static ByteOrder order(byte[] bytes) {
    return bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** The place of a field in the first page, or of the one that follows it. */
  private static int entry(ByteBuffer in, int tag) {
    int place = in.getInt(4) + 2;
    while (Short.toUnsignedInt(in.getShort(place)) < tag) {
      place += 12;
    }
    return place;
  }
}
