package dev.icl.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir Path folder;

  @Test
  void aFileAndALinkToOneAreNoTrouble() throws IOException {
    Path file = Files.createFile(folder.resolve("a"));
    Path link = Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));

    assertThat(FileTrouble.of(file)).isEmpty();
    assertThat(FileTrouble.of(link)).isEmpty();
    assertThat(FileTrouble.ofFolder(folder)).isEmpty();
  }

  @Test
  void aLinkToNothingNamesItsTarget() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("b"), Path.of("../.git/annex/x"));

    assertThat(FileTrouble.of(link)).contains("is a link to ../.git/annex/x, which is not there");
    assertThat(FileTrouble.ofFolder(link))
        .contains("is a link to ../.git/annex/x, which is not there");
  }

  @Test
  void aLinkInTheWayIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("data"), Path.of("gone"));

    assertThat(FileTrouble.of(link.resolve("a.h5")))
        .contains("does not exist (%s is a link to gone, which is not there)".formatted(link));
  }

  @Test
  void linksThatLeadBackAreCalledSo() throws IOException {
    Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

    assertThat(FileTrouble.of(one)).contains("is a link to two, which leads back to itself");
  }

  @Test
  void foldersAndFilesAreNotTakenForEachOther() throws IOException {
    Path file = Files.createFile(folder.resolve("a"));

    assertThat(FileTrouble.of(folder)).contains("is a folder, not a file");
    assertThat(FileTrouble.ofFolder(file)).contains("is a file, not a folder");
    assertThat(FileTrouble.ofFolder(folder.resolve("x"))).contains("does not exist");
  }
}
