package dev.icl.report.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.predict.PredictionInputs;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCasesTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir private Path folder;

  @Test
  void labelMapsAreFoundByTheNamesOfScans() throws IOException {
    image("scans/deep/a.nii.gz", Scans.ball(6));
    image("scans/b.nii.gz", Scans.ball(5));
    image("labels/deep/a.nii.gz", Scans.label(6, 0.3));
    Files.writeString(
        folder.resolve("labels/predictions.json"), "{\"class_names\": [\"background\", \"ball\"]}");

    FileCases cases = cases("scans", labels("labels"));

    assertThat(cases.names()).containsExactly("b", "deep/a");
    assertThat(cases.read("b").labels()).containsExactly(Optional.empty(), Optional.empty());
    assertThat(voxels(cases.read("deep/a").labels().get(1).orElseThrow()))
        .isEqualTo(voxels(Scans.label(6, 0.3)));
    assertThat(cases.className(1)).contains("ball");
    assertThat(cases.className(2)).isEmpty();
  }

  @Test
  void theLabelMapOfASingleScanMayHaveAnyName() {
    image("a.nii.gz", Scans.ball(6));
    image("by-hand.nii.gz", Scans.label(6, 0.2));

    assertThat(cases("a.nii.gz", labels("by-hand.nii.gz")).read("a").labels().get(1)).isPresent();
  }

  @Test
  void theLabelMapInAScansOwnFileIsComparedWith() {
    Scan ball = Scans.ball(6).reversed();
    FORMATS.write(folder.resolve("a.h5"), Contents.of(ball, Scans.label(6, 0.3).reversed()), false);

    ViewedCase read = cases("a.h5").read("a");

    assertThat(voxels(read.labels().get(0).orElseThrow())).isEqualTo(voxels(Scans.label(6, 0.3)));
  }

  @Test
  void aNiftiLabelMapOfAnHdf5ScanIsOnItsGrid() {
    Scan image = Scan.of(Shape.of(2, 3, 4), AxisOrder.LAST_FASTEST, Voxels.of(new float[24]));
    byte[] classes = new byte[24];
    classes[1 * 12 + 2 * 4 + 3] = 1;
    FORMATS.write(folder.resolve("scans/a.h5"), Contents.of(image), false);
    image("labels/a.nii.gz", image.withVoxels(Voxels.ofLabels(classes)).reversed());

    Scan label = cases("scans", labels("labels")).read("a").labels().get(1).orElseThrow();

    assertThat(label.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(label.at(1, 2, 3)).isEqualTo(1);
  }

  @Test
  void numberedFilesAreTheChannelsOfOneScan() {
    image("scans/a_0000.nii.gz", Scans.ball(6));
    image("scans/a_0001.nii.gz", Scans.ball(6));
    image("scans/b_0000.nii.gz", Scans.ball(6));

    FileCases cases = cases("scans");

    assertThat(cases.names()).containsExactly("a", "b_0000");
    assertThat(cases.read("a").channelNames()).containsExactly("a_0000.nii.gz", "a_0001.nii.gz");
  }

  @Test
  void aFourthAxisCountsChannelsAndTwoAxesAreASlice() {
    image(
        "four.nii.gz",
        Scan.of(Shape.of(2, 3, 4, 2), AxisOrder.FIRST_FASTEST, Voxels.of(numbers(48))));
    FORMATS.write(
        folder.resolve("two.h5"),
        Contents.of(Scan.of(Shape.of(2, 3), AxisOrder.LAST_FASTEST, Voxels.of(numbers(6)))),
        false);
    FORMATS.write(
        folder.resolve("channels.h5"),
        Contents.of(Scan.of(Shape.of(2, 3, 4, 5), AxisOrder.LAST_FASTEST, Voxels.of(numbers(120)))),
        false);

    assertThat(cases("four.nii.gz").read("four").channelNames())
        .containsExactly("channel 1", "channel 2");
    assertThat(cases("four.nii.gz").read("four").channels().get(1).at(1, 0, 0)).isEqualTo(25);
    assertThat(cases("two.h5").read("two").channels().get(0).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(cases("channels.h5").read("channels").channels()).hasSize(2);
  }

  @Test
  void aLabelMapOfAnotherGridIsRefused() {
    image("a.nii.gz", Scans.ball(6));
    image("small.nii.gz", Scans.label(5, 0.3));
    image(
        "turned.nii.gz",
        Scans.label(6, 0.3).withAffine(Affine.ofRows(0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0)));

    assertThatThrownBy(() -> cases("a.nii.gz", labels("small.nii.gz")).read("a"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "has the shape [5, 5, 5], but its scan has [6, 6, 6]: name the label map of that scan.");
    assertThatThrownBy(() -> cases("a.nii.gz", labels("turned.nii.gz")).read("a"))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "has the orientation SRA, but its scan has RAS: save both in one orientation.");
  }

  @Test
  void casesAreChosenByName() {
    image("scans/one.nii.gz", Scans.ball(4));
    image("scans/two.nii.gz", Scans.ball(4));

    assertThat(cases(List.of("two"), "scans").names()).containsExactly("two");
    assertThatThrownBy(() -> cases(List.of("tow"), "scans"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--cases")
        .hasMessageContaining("'two'");
  }

  private FileCases cases(String input, LabelFolder... predictions) {
    return cases(List.of(), input, predictions);
  }

  private FileCases cases(List<String> wanted, String input, LabelFolder... predictions) {
    return new FileCases(
        FORMATS,
        new PredictionInputs(FORMATS, folder, sentence -> {}).of(List.of(input)),
        Optional.empty(),
        List.of(predictions),
        wanted);
  }

  private LabelFolder labels(String path) {
    return LabelFolder.of(path, folder.resolve(path), FORMATS);
  }

  private void image(String file, Scan scan) {
    FORMATS.write(folder.resolve(file), Contents.of(scan), false);
  }

  private static float[] numbers(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }

  private static String voxels(Scan scan) {
    return Arrays.toString(scan.voxels().toFloats());
  }
}
