package dev.icl.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.bench.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as people have them: what {@code icl data check} must say about each. */
class RealWorldFoldersTest {
  @TempDir Path folder;
  private TinyScans scans;

  @BeforeEach
  void folderOfScans() {
    scans = new TinyScans(folder.resolve("scans"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data/slices/", "data/"})
  void theBenchmarkMayHaveItsSlicesInAFolderOfTheirOwn(String place) {
    benchmark(place, "");

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "labeled 1 (1 patients), unlabeled 3 (3 patients), validation 1 (1 patients).",
            "patient001_frame01  labeled     3x4x5",
            "patient005_frame01  validation  2x4x5")
        .endsWith("Nothing is wrong.\n");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void aByteOrderMarkIsNoPartOfAName() {
    benchmark("data/", "\uFEFF");

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("Nothing is wrong.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {", \"label\": null", ", \"label\": \"\"", ""})
  void aDatasetJsonMayHaveNoLabelMapInAnyWay(String label) {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      scans.image("imagesTr/p%d.nii.gz".formatted(i));
      entries.append(
          "%s{\"image\": \"./imagesTr/p%d.nii.gz\"%s}".formatted(i == 0 ? "" : ", ", i, label));
    }
    scans.text(
        "dataset.json",
        "{\"labels\": {\"0\": \"background\", \"1\": \"spleen\"}, \"training\": [%s]}"
            .formatted(entries));

    Outcome outcome = check();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("3 cases: unlabeled 3 (3 patients).");
  }

  /** Four patients of three slices for training and one volume for validation. */
  private void benchmark(String slices, String mark) {
    StringBuilder list = new StringBuilder(mark);
    for (int patient = 1; patient <= 4; patient++) {
      for (int slice = 1; slice <= 3; slice++) {
        String name = "patient%03d_frame01_slice_%d".formatted(patient, slice);
        scans.both(slices + name + ".h5", new int[] {4, 5}, 1, 2, 3);
        list.append(name).append('\n');
      }
    }
    scans.both("data/patient005_frame01.h5", new int[] {2, 4, 5}, 1, 2, 3);
    scans.text("train_slices.list", list.toString());
    scans.text("val.list", mark + "patient005_frame01\n");
  }

  private Outcome check(String... more) {
    return icl("check", more);
  }

  private Outcome icl(String command, String... more) {
    String[] arguments = new String[5 + more.length];
    arguments[0] = "data";
    arguments[1] = command;
    arguments[2] = "scans";
    arguments[3] = "--set";
    arguments[4] = "data.labeled=1";
    System.arraycopy(more, 0, arguments, 5, more.length);
    return new Cli(folder).run(arguments);
  }
}
