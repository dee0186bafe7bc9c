package dev.icl.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    Path file = folder.resolve("new/a.txt");

    write(file, "one");
    write(file, "two");

    assertThat(file).hasContent("two");
    assertThat(Files.list(file.getParent())).containsExactly(file);
  }

  @Test
  void aWriterThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    write(file, "one");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    true,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .withMessage(
            file
                + " cannot be written: No space left on device; check the folder's permissions and"
                + " free space.");

    assertThat(file).hasContent("one");
    assertThat(Files.list(folder)).containsExactly(file);
  }

  @Test
  void anExistingFileIsNotReplacedUnlessAllowed() throws IOException {
    Path file = folder.resolve("a.txt");
    write(file, "one");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> AtomicFile.write(file, false, out -> out.write(1)))
        .withMessage(file + " exists already: choose another name, or allow overwriting.");
    assertThat(file).hasContent("one");
  }

  @Test
  void rotatingKeepsTheFileBefore() throws IOException {
    Path file = folder.resolve("last");
    Path previous = folder.resolve("last-1");
    for (String text : new String[] {"one", "two", "three"}) {
      Path next = folder.resolve("next");
      write(next, text);
      AtomicFile.rotate(next, file, previous);
    }

    assertThat(file).hasContent("three");
    assertThat(previous).hasContent("two");
    assertThat(Files.list(folder)).containsExactlyInAnyOrder(file, previous);
  }

  @Test
  void whatAKilledWriterLeftIsSweptAway() throws IOException {
    Path file = folder.resolve("a.txt");
    write(file, "one");
    Path leftover = Files.createDirectory(folder.resolve(".writing123"));
    Files.writeString(leftover.resolve("a.txt"), "tw");

    AtomicFile.sweep(folder);

    assertThat(Files.list(folder)).containsExactly(file);
    assertThat(file).hasContent("one");
  }

  @Test
  void aFolderThatDoesNotExistNeedsNoSweeping() {
    AtomicFile.sweep(folder.resolve("missing"));

    assertThat(folder).isEmptyDirectory();
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, true, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
