package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names that are links, put into the free space of a file that h5py wrote in its newest layout, and
 * into the table of names of one in its oldest.
 */
class Hdf5LinksTest {
  private static final int SOFT = 1;
  private static final int HARD = 0;
  private static final int EXTERNAL = 64;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"/image", "image", "./image", "//image"})
  void aSoftLinkIsFollowed(String target) throws IOException {
    Scan label = read(linked(SOFT, text(target)));

    assertThat(label.shape()).isEqualTo(Shape.of(3, 4, 5));
    assertThat(label.floats(AxisOrder.LAST_FASTEST)).startsWith(0, 1, 2, 3, 4, 10, 11);
  }

  @Test
  void twoHardLinksAreOneArray() throws IOException {
    byte[] bytes = Files.readAllBytes(newest());
    int image = at(bytes, "image");
    byte[] address = Arrays.copyOfRange(bytes, image + 5, image + 13);

    assertThat(read(linked(HARD, address)).shape()).isEqualTo(Shape.of(3, 4, 5));
  }

  @ParameterizedTest
  @Timeout(60)
  @CsvSource({
    "/nothing, to something that is not in the file",
    "/label, in a circle",
    "label, in a circle",
    "image/x, to something that is not in the file",
    "/, to no array",
    "'', to no array"
  })
  void aSoftLinkThatLeadsNowhereIsNamed(String target, String where) throws IOException {
    refused(linked(SOFT, text(target)), where);
  }

  @Test
  void anotherFileIsNeverOpened() throws IOException {
    byte[] name = "\0../secret.h5\0/label\0".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer value = ByteBuffer.allocate(2 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    value.putShort((short) name.length).put(name);

    refused(linked(EXTERNAL, value.array()), "into another file");
  }

  @ParameterizedTest
  @Timeout(60)
  @CsvSource({"/sex, to something that is not in the file", "/label, in a circle"})
  void theOldestLayoutHasThemToo(String target, String where) throws IOException {
    byte[] bytes;
    try (var in = Hdf5LinksTest.class.getResourceAsStream("/dev/icl/data/catalog/softlink.h5")) {
      bytes = in.readAllBytes();
    }
    byte[] name = target.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, bytes, at(bytes, "/seg"), name.length);

    refused(Files.write(folder.resolve("old.h5"), bytes), where);
  }

  private void refused(Path file, String where) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "In %s 'label' is a link %s: store the array itself there.".formatted(file, where));
  }

  private static byte[] text(String target) {
    byte[] name = target.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer value = ByteBuffer.allocate(2 + name.length).order(ByteOrder.LITTLE_ENDIAN);
    return value.putShort((short) name.length).put(name).array();
  }

  private static Path newest() {
    return Hdf5Files.folder().resolve("latest_implicit.h5");
  }

  /** A second name, 'label', in the space behind the first, which an empty message takes up. */
  private Path linked(int type, byte[] value) throws IOException {
    byte[] bytes = Files.readAllBytes(newest());
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int free = at(bytes, "image") + 5 + 8;
    int space = file.getShort(free + 1);
    byte[] head = {1, 8, (byte) type, 5, 'l', 'a', 'b', 'e', 'l'};
    int size = head.length + value.length;
    file.put(free, (byte) 6).putShort(free + 1, (short) size);
    file.put(free + 4, head).put(free + 4 + head.length, value);
    int rest = free + 4 + size;
    file.put(rest, (byte) 0).putShort(rest + 1, (short) (space - size - 4)).put(rest + 3, (byte) 0);
    int begin = at(bytes, "OHDR");
    int end = free + 4 + space;
    file.putInt(end, ChecksumUtils.checksum(Arrays.copyOfRange(bytes, begin, end)));
    return Files.write(folder.resolve("linked.h5"), bytes);
  }

  private static int at(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static Scan read(Path file) {
    return new Hdf5Format().read(file, ReadLimits.standard()).label().orElseThrow();
  }
}
