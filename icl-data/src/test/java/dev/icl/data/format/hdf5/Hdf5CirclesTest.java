package dev.icl.data.format.hdf5;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.format.ReadLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures that point at themselves end in a sentence, not in a walk without end. */
class Hdf5CirclesTest {
  private static final int GROUP = 0;
  private static final int DATA = 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40})
  @Timeout(60)
  void aGroupsTreeThatIsItsOwnChild(int children) throws IOException {
    ByteBuffer file = file("old_many_links.h5");
    int node = tree(file, GROUP);
    file.put(node + 5, (byte) 1).putShort(node + 6, (short) children);
    for (int child = 0; child < children; child++) {
      file.putLong(node + 24 + 16 * child + 8, node);
    }

    refused(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12})
  @Timeout(60)
  void aTreeOfChunksThatIsItsOwnChild(int children) throws IOException {
    ByteBuffer file = file("chunked_gzip_f4.h5");
    int node = tree(file, DATA);
    file.put(node + 5, (byte) 1).putShort(node + 6, (short) children);
    // Size and filter mask, an offset for each of three axes and the element, the address.
    int key = 8 + 4 * 8;
    for (int child = 0; child < children; child++) {
      file.putLong(node + 24 + (key + 8) * child + key, node);
    }

    refused(file);
  }

  @Test
  @Timeout(60)
  void chunksThatLieOverOneAnotherAreRefusedIfTheyLeaveAHole() throws IOException {
    ByteBuffer file = file("chunked_gzip_f4.h5");
    int node = tree(file, DATA);
    int key = 8 + 4 * 8;
    // The second chunk claims the place of the first.
    file.putLong(node + 24 + key + 8 + 8, 0);
    file.putLong(node + 24 + key + 8 + 16, 0);
    file.putLong(node + 24 + key + 8 + 24, 0);

    refused(file);
  }

  private static ByteBuffer file(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(Hdf5Files.folder().resolve(name));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int tree(ByteBuffer file, int type) {
    String text = new String(file.array(), StandardCharsets.ISO_8859_1);
    int at = text.indexOf("TREE");
    while (file.get(at + 4) != type) {
      at = text.indexOf("TREE", at + 1);
    }
    return at;
  }

  private void refused(ByteBuffer file) throws IOException {
    Path path = folder.resolve("circle.h5");
    Files.write(path, file.array());

    assertThatThrownBy(() -> new Hdf5Format().read(path, ReadLimits.standard()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(path.toString());
  }
}
