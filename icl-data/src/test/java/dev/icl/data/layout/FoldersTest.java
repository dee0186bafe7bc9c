package dev.icl.data.layout;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsNotThereIsSaidToBeMissing() throws IOException {
    Path missing = folder.resolve("missing");
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> Folders.files(missing))
        .isInstanceOf(UserException.class)
        .hasMessage("The folder %s does not exist: correct its path, or bring it back.", missing);
    assertThatThrownBy(() -> Folders.files(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The folder %s is a file, not a folder: correct its path, or bring it back.", file);
  }
}
