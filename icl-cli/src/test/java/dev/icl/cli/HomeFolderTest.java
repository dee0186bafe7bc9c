package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeFolderTest {
  @TempDir Path folder;

  @Test
  void aHomeThatIsThereIsKept() {
    assertThat(HomeFolder.of(folder.toString(), "/elsewhere", folder, "1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "/no/such/folder"})
  void aUserWithoutAHomeHasThatOfTheVariable(String told) throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));

    assertThat(HomeFolder.of(told, home.toString(), folder, "1")).contains(home);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "", "/no/such/folder", "relative"})
  void withoutEitherOneIsMadeForTheUserAlone(String variable) throws IOException {
    Path made = HomeFolder.of("?", variable, folder, "12345").orElseThrow();

    assertThat(made).isEqualTo(folder.resolve("icl-home-12345")).isDirectory();
    assertThat(Files.getPosixFilePermissions(made)).hasSize(3);
    assertThat(HomeFolder.of("?", variable, folder, "12345")).contains(made);
  }

  @Test
  void aFolderThatOthersMayWriteToIsNotUsed() throws IOException {
    Path planted = Files.createDirectory(folder.resolve("icl-home-7"));
    Files.setPosixFilePermissions(
        planted, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(HomeFolder.of("?", "", folder, "7")).isPresent().get().isNotEqualTo(planted);
  }
}
