package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionInputsTest {
  @TempDir Path folder;

  private final List<String> notices = new ArrayList<>();

  @Test
  void aFileIsNamedAsItselfWithoutItsEnding() throws IOException {
    touch("scans/a.nii.gz");

    assertThat(names("scans/a.nii.gz")).containsExactly("a");
  }

  @Test
  void aFolderGivesEveryKnownFormatInAndBelowItButNoResultsAndNoHiddenFiles() throws IOException {
    touch("scans/b.h5", "scans/a.nii", "scans/deep/a.nrrd", "scans/notes.txt");
    touch("scans/.hidden/c.nii", "scans/.d.nii", "scans/out/a.nii.gz");

    assertThat(
            new PredictionInputs(
                    VolumeFormats.installed(), folder, Path.of("scans/out"), notices::add)
                .of(List.of("scans")))
        .extracting(Input::name)
        .containsExactly(Path.of("a"), Path.of("b"), Path.of("deep/a"));
    assertThat(notices)
        .containsExactly(
            "Not segmented, since no known format has such an ending, in %s: notes.txt."
                .formatted(folder.resolve("scans")));
  }

  @Test
  void labelMapsBesideImagesAreLeftOutAndNamed() throws IOException {
    touch("data/images/a.nii", "data/labels/a.nii", "data/imagesTr/b.nii", "data/labelsTr/b.nii");
    touch("labels/c.nii");

    assertThat(names("data")).containsExactly("images/a", "imagesTr/b");
    assertThat(notices)
        .containsExactly(
            "Not segmented, since label maps lie there beside the images: %s, %s; to segment what is in it, name that folder itself."
                .formatted(folder.resolve("data/labels"), folder.resolve("data/labelsTr")));
    assertThat(names("data/labels")).containsExactly("a");
    assertThat(names("labels")).containsExactly("c");
  }

  @Test
  void whatNoFormatReadsIsNamedAndVoxelsBesideTheirHeaderAreNot() throws IOException {
    touch("scans/a.nii", "scans/p.raw", "scans/q.mgz", "scans/deep/r.mnc");
    Files.writeString(
        folder.resolve("scans/p.nhdr"),
        "NRRD0004\ntype: uchar\ndimension: 3\nsizes: 1 1 1\nencoding: raw\ndata file: p.raw\n");

    assertThat(names("scans")).containsExactly("a", "p");
    assertThat(notices)
        .containsExactly(
            "Not segmented, since no known format has such an ending, in %s: deep/r.mnc, q.mgz."
                .formatted(folder.resolve("scans")));
  }

  @Test
  void aFolderOfDicomSlicesIsOneScanAndSeveralSeriesAreAsMany() throws IOException {
    touch("scans/a.nii");
    series("scans/p1", "1.2.3");
    series("scans/p2", "1.2.3", "4.5.6");

    assertThat(names("scans")).containsExactly("a", "p1", "p2/1.2.3", "p2/4.5.6");
    assertThat(names("scans/p1")).containsExactly("p1");
    assertThat(names("scans/p2")).containsExactly("1.2.3", "4.5.6");
    assertThat(names("scans/p2/4.5.6")).containsExactly("4.5.6");
    assertThat(names("scans/p*")).containsExactly("p1");
    assertThat(names("scans/p1/slice-1.2.3-0")).containsExactly("slice-1.2.3-0");
    assertThat(notices).isEmpty();
    assertThatThrownBy(() -> names("scans/p2/7.8.9"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("scans/p2/7.8.9 does not exist");
  }

  /** Two slices of each series, of which only what tells that they belong together is there. */
  private void series(String name, String... uids) throws IOException {
    Path series = Files.createDirectories(folder.resolve(name));
    for (String uid : uids) {
      for (int slice = 0; slice < 2; slice++) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[128]);
        out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {0x20, 0, 0x0e, 0, 'U', 'I', 6, 0});
        out.writeBytes((uid + "\0").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {0x28, 0, 0x10, 0, 'U', 'S', 2, 0, 1, 0});
        out.writeBytes(new byte[] {(byte) 0xe0, 0x7f, 0x10, 0, 'O', 'W', 0, 0, 0, 0, 0, 0});
        Files.write(series.resolve("slice-" + uid + "-" + slice), out.toByteArray());
      }
    }
  }

  @Test
  void aGlobGivesWhatItMatches() throws IOException {
    touch("scans/p1/x_0000.nii.gz", "scans/p1/x_0001.nii.gz", "scans/p2/y_0000.nii.gz");

    assertThat(names("scans/p1/*_0000.nii.gz")).containsExactly("x_0000");
    assertThat(names("scans/*/*_0000.nii.gz")).containsExactly("p1/x_0000", "p2/y_0000");
    assertThat(names("scans/**.nii.gz")).hasSize(3);
    assertThat(names(folder + "/scans/p?/{x,y}_0000.nii.gz")).hasSize(2);
  }

  @Test
  void aFileWithBracketsInItsNameIsNoGlob() throws IOException {
    touch("a[1].nii");

    assertThat(names("a[1].nii")).containsExactly("a[1]");
  }

  @Test
  void whatIsNamedTwiceIsSegmentedOnce() throws IOException {
    touch("scans/a.nii");

    assertThat(names("scans", "scans/a.nii", "scans/*.nii")).containsExactly("a");
  }

  @Test
  void headerAndVoxelsOfAPairAreOneScan() throws IOException {
    touch("scans/a.hdr", "scans/a.img");

    assertThat(names("scans")).containsExactly("a");
  }

  @Test
  void linksToFilesAndFoldersAreFollowedAndLoopsAreLeft() throws IOException {
    touch("scans/a.nii", "elsewhere/b.nii", "store/c.nii");
    Files.createSymbolicLink(folder.resolve("scans/more"), Path.of("../elsewhere"));
    Files.createSymbolicLink(folder.resolve("scans/c.nii"), Path.of("../store/c.nii"));
    Files.createSymbolicLink(folder.resolve("elsewhere/back"), Path.of("../scans"));

    assertThat(names("scans")).containsExactly("a", "c", "more/b");
  }

  @Test
  void aLinkToNothingIsNamed() throws IOException {
    touch("scans/a.nii");
    Files.createSymbolicLink(folder.resolve("scans/b.nii"), Path.of("gone"));

    for (String input : List.of("scans", "scans/*.nii", "scans/b.nii")) {
      assertThatThrownBy(() -> names(input))
          .isInstanceOf(UserException.class)
          .hasMessage(
              "%s is a link to gone, which is not there: fetch the file that is meant, or remove the entry."
                  .formatted(folder.resolve("scans/b.nii")));
    }
  }

  @Test
  void namesMayBeInEitherUnicodeForm() throws IOException {
    touch("Zoe\u0301.nii");

    assertThat(names("Zo\u00e9.nii")).hasSize(1);
    assertThat(names("Zo\u00e9*")).hasSize(1);
  }

  @Test
  void twoScansOfOneNameAreRefused() throws IOException {
    touch("one/a.nii", "two/a.nii");

    assertThatThrownBy(() -> names("one", "two"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("would both be segmented into 'a'");
  }

  @Test
  void aNameOfNothingIsRefused() throws IOException {
    touch("scans/notes.txt");

    assertThatThrownBy(() -> names("missing.nii"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("missing.nii does not exist");
    for (String empty : List.of("scans", "scans/*.nii", "nowhere/*.nii")) {
      assertThatThrownBy(() -> names(empty))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(empty + " holds no scan of a known format");
    }
    assertThatThrownBy(() -> names("scans/[.nii"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is no glob");
  }

  private List<String> names(String... inputs) {
    return new PredictionInputs(VolumeFormats.installed(), folder, Path.of("out"), notices::add)
        .of(List.of(inputs)).stream().map(input -> input.name().toString()).toList();
  }

  private void touch(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }
}
