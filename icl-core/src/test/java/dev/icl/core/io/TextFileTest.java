package dev.icl.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  @Test
  void linesEndAsTheyDoAnywhere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "ä\r\nb\n\nc");

    assertThat(TextFile.lines(file)).containsExactly("ä", "b", "", "c");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});

    assertThatThrownBy(() -> TextFile.read(file)).isInstanceOf(CharacterCodingException.class);
  }

  @Test
  void aFileOfAnySizeIsReadUpToTheLimitOnly() throws IOException {
    Path file = folder.resolve("huge.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(TextFile.MOST_BYTES + 1L);
    }

    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file
                + " takes more than 128 MiB, which no text that is read here does; name another file.");
  }
}
