package dev.icl.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReasonTest {
  @TempDir private Path folder;

  @Test
  void bytesThatAreNoTextAreCalledSo() throws IOException {
    Path file = Files.write(folder.resolve("token"), new byte[] {(byte) 0xc3, 0, (byte) 0xff});

    assertThat(FileReason.of(failure(file))).isEqualTo("it is no text in UTF-8");
  }

  @Test
  void aFileThatIsGoneIsNamed() {
    Path file = folder.resolve("gone");

    assertThat(FileReason.of(failure(file))).isEqualTo(file + " is gone");
  }

  private static IOException failure(Path file) {
    return catchThrowableOfType(IOException.class, () -> TextFile.read(file));
  }
}
