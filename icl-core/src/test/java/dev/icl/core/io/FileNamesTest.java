package dev.icl.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {
  private static final String COMPOSED = "Zo\u00e9";
  private static final String DECOMPOSED = "Zoe\u0301";

  @TempDir Path folder;

  @Test
  void bothFormsAreOneName() {
    assertThat(FileNames.composed(DECOMPOSED)).isEqualTo(COMPOSED);
    assertThat(FileNames.composed(COMPOSED)).isEqualTo(COMPOSED);
  }

  @Test
  void aFileIsFoundByItsNameInTheOtherForm() throws IOException {
    Path there = Files.createDirectory(folder.resolve(DECOMPOSED));
    Path file = Files.createFile(there.resolve(COMPOSED));

    assertThat(FileNames.existing(folder.resolve(COMPOSED).resolve(DECOMPOSED)))
        .isRegularFile()
        .satisfies(found -> assertThat(Files.isSameFile(found, file)).isTrue());
  }

  @Test
  void whatIsNotThereStaysAsItIsWritten() {
    assertThat(FileNames.existing(folder.resolve("x/y"))).isEqualTo(folder.resolve("x/y"));
    assertThat(FileNames.existing(Path.of("no such file"))).isEqualTo(Path.of("no such file"));
  }
}
