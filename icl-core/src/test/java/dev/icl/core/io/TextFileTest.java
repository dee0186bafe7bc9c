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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
  @TempDir Path folder;

  @Test
  void linesEndAsTheyDoAnywhere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "ä\r\nb\n\nc");

    assertThat(TextFile.lines(file)).containsExactly("ä", "b", "", "c");
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "\uFEFFa\nb\n");

    assertThat(TextFile.lines(file)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
  void textInUtf16IsCalledSo(String encoding) throws IOException {
    Path file = Files.write(folder.resolve("a.txt"), "case1\n".getBytes(encoding));

    assertThatThrownBy(() -> TextFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            file
                + " is text in UTF-16, as some editors of Windows call Unicode: save it in UTF-8.");
  }

  @Test
  void whatIsNotTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0xff, 0x41});

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
