package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictCommandTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final Affine OBLIQUE =
      Affine.ofRows(1.3, -0.4, 1.1, -70, 0.5, 1.4, -0.9, 33, -0.3, 0.6, 7.2, -110);

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void train() {
    Outcome trained =
        new Cli(shared)
            .train(
                "run",
                "--set",
                "method.name=supervised",
                "--set",
                "data={phantom_patients: 4, phantom_validation: 1}");
    assertThat(trained.code()).isZero();
  }

  @BeforeEach
  void scans() {
    write("scans/a.nii.gz", 9, 20, 3);
    write("scans/deep/b.nii", 17, 11, 2);
  }

  @Test
  void everyScanGetsALabelMapOnItsOwnGrid() throws IOException {
    Outcome outcome = predict("scans");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("1/2  a.nii.gz", "2/2  deep/b.nii.gz", "2 segmented, 0 done before, 0 failed");
    for (String name : List.of("a", "deep/b")) {
      Path scan = folder.resolve("scans/" + name + (name.equals("a") ? ".nii.gz" : ".nii"));
      Scan image = FORMATS.readImage(scan);
      Scan labels = FORMATS.readLabel(folder.resolve("out/" + name + ".nii.gz"));
      assertThat(labels.shape()).isEqualTo(image.shape());
      assertThat(labels.affine()).isEqualTo(image.affine());
      assertThat(labels.spacing().orElseThrow()).isEqualTo(image.spacing().orElseThrow());
    }
    assertThat(Files.readString(folder.resolve("out/predictions.json")))
        .contains("\"class_names\"", "\"Myo\"", "best.safetensors");
  }

  @Test
  void theHeaderIsThatOfTheScanButForTheTypeOfItsVoxels() throws IOException {
    // once through a file, since those keep affines in single precision
    Scan once = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    FORMATS.write(folder.resolve("plain/c.nii"), Contents.of(once), false);
    predict("plain/c.nii", "--format", "same");

    byte[] scan = Files.readAllBytes(folder.resolve("plain/c.nii"));
    byte[] labels = Files.readAllBytes(folder.resolve("out/c.nii"));
    // datatype and bitpix are at 70 to 73
    assertThat(Arrays.copyOf(labels, 70)).isEqualTo(Arrays.copyOf(scan, 70));
    assertThat(Arrays.copyOfRange(labels, 74, 352)).isEqualTo(Arrays.copyOfRange(scan, 74, 352));
    assertThat(labels).hasSize(352 + 9 * 20 * 3);
  }

  @Test
  void whatIsAssumedOfHeadersIsToldOnceWithTheFirstScans() throws IOException {
    Path scan = folder.resolve("plain/e1.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    // the codes of qform and sform
    bytes.putShort(252, (short) 0).putShort(254, (short) 0);
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("plain/e" + i + ".nii"), bytes.array());
    }

    Outcome outcome = predict("plain");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "Note: the header tells no orientation (the codes of sform and qform are 0) (e1, e2, e3"
                + " and 2 more)");
  }

  /** As the header stands, so that viewers put the label map where they put the scan. */
  @Test
  void bothFormsAndTheirCodesAreThoseOfTheScanAlsoWhereTheyDisagree() throws IOException {
    Path scan = folder.resolve("plain/d.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    float[] pixdim = {-1, 1.5f, 1.5f, 8};
    float[] qform = {0, 1, 0, 55, 45, 15};
    float[] sform = {-1.5f, 0, 0, 30, 0, -1.5f, 0, 20, 0, 0, 8, -10};
    fill(bytes, 76, pixdim).putShort(252, (short) 1).putShort(254, (short) 2);
    Files.write(scan, fill(fill(bytes, 256, qform), 280, sform).array());

    predict("plain/d.nii", "--format", "same");

    byte[] labels = Files.readAllBytes(folder.resolve("out/d.nii"));
    assertThat(Arrays.copyOfRange(labels, 74, 352))
        .isEqualTo(Arrays.copyOfRange(bytes.array(), 74, 352));
  }

  @Test
  void aMatrixOfAxesAloneLeavesTheStepsOfTheScan() throws IOException {
    Path scan = folder.resolve("plain/e.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    fill(bytes, 76, new float[] {1, 1.31579f, 1.31579f, 10});
    fill(bytes, 256, new float[] {0, 0, 1, 0, 0, 0}).putShort(252, (short) 1);
    fill(bytes, 280, new float[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0});
    Files.write(scan, bytes.array());

    predict("plain/e.nii", "--format", "same");
    predict("plain/e.nii");

    for (String name : List.of("out/e.nii", "out/e.nii.gz")) {
      Scan labels = FORMATS.readLabel(folder.resolve(name));
      assertThat(labels.spacing().orElseThrow()).containsExactly(1.31579f, 1.31579f, 10);
      assertThat(labels.forms().orElseThrow().pixdim())
          .startsWith(1.0, (double) 1.31579f, (double) 1.31579f, 10.0);
    }
  }

  private static ByteBuffer fill(ByteBuffer header, int at, float[] values) {
    for (int i = 0; i < values.length; i++) {
      header.putFloat(at + 4 * i, values[i]);
    }
    return header;
  }

  @Test
  void aSecondTimeLeavesWhatIsDone() throws IOException {
    predict("scans/a.nii.gz");
    long first = Files.getLastModifiedTime(folder.resolve("out/a.nii.gz")).toMillis();

    Outcome again = predict("scans");

    assertThat(again.out())
        .contains("a.nii.gz is done already", "1 segmented, 1 done before, 0 failed");
    assertThat(again.code()).isZero();
    assertThat(Files.getLastModifiedTime(folder.resolve("out/a.nii.gz")).toMillis())
        .isEqualTo(first);
    assertThat(predict("scans", "--overwrite").out()).contains("2 segmented, 0 done before");
  }

  @Test
  void scoresAreWrittenWhereTheyAreMissingAndNothingElseIs() throws IOException {
    predict("scans/a.nii.gz");
    Path labels = folder.resolve("out/a.nii.gz");
    Path probabilities = folder.resolve("out/probabilities/a.nii.gz");
    Path uncertainty = folder.resolve("out/uncertainty/a.nii.gz");
    byte[] before = Files.readAllBytes(labels);
    Files.setLastModifiedTime(labels, FileTime.fromMillis(1_000_000));

    Outcome both = predict("scans/a.nii.gz", "--save-probabilities", "--uncertainty");
    Outcome again = predict("scans/a.nii.gz", "--save-probabilities", "--uncertainty");

    assertThat(both.out()).contains("1 segmented, 0 done before");
    assertThat(again.out()).contains("0 segmented, 1 done before");
    assertThat(Files.readAllBytes(labels)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(labels).toMillis()).isEqualTo(1_000_000);
    Scan image = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    Scan found = FORMATS.readImage(probabilities);
    assertThat(found.shape()).containsExactly(9, 20, 3, 4);
    assertThat(found.affine()).isEqualTo(image.affine());
    Scan entropy = FORMATS.readImage(uncertainty);
    assertThat(entropy.shape()).containsExactly(9, 20, 3);
    assertThat(entropy.affine()).isEqualTo(image.affine());
    byte[] classes = FORMATS.readLabel(labels).labels(AxisOrder.FIRST_FASTEST, 4);
    for (int i = 0; i < classes.length; i++) {
      double sum = 0;
      double surest = 0;
      for (int c = 0; c < 4; c++) {
        double p = found.voxels().at(c * classes.length + i);
        sum += p;
        surest = Math.max(surest, p);
      }
      assertThat(sum).isCloseTo(1, within(1e-4));
      assertThat(found.voxels().at(classes[i] * classes.length + i))
          .isCloseTo(surest, within(1e-4));
      assertThat(entropy.voxels().at(i)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void scoresAreInTheFormatOfTheLabels() {
    Outcome outcome =
        predict("scans/a.nii.gz", "--format", "hdf5", "--save-probabilities", "--uncertainty");

    assertThat(outcome.code()).isZero();
    try (HdfFile file = new HdfFile(folder.resolve("out/probabilities/a.h5"))) {
      assertThat(file.getDatasetByPath("probabilities").getDimensions())
          .containsExactly(4, 3, 20, 9);
    }
    assertThat(FORMATS.readImage(folder.resolve("out/uncertainty/a.h5")).shape())
        .containsExactly(3, 20, 9);
  }

  @Test
  void noFileIsWrittenForTwoScans() {
    write("scans/probabilities/a.nii.gz", 9, 20, 3);

    Outcome outcome = predict("scans", "--save-probabilities");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .hasLineCount(1)
        .contains("out/probabilities/a.nii.gz would be written for");
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(predict("scans").code()).isZero();
  }

  @Test
  void theWayOfTheTrainingHoldsUnlessAnotherIsAskedFor() throws IOException {
    predict("scans", "--stride=3,5", "--window=sliding", "--blend=flat", "--no-flips");

    assertThat(Files.readString(folder.resolve("out/predictions.json")))
        .contains("window=SLIDING", "stride=[3, 5]", "blend=FLAT", "average=PROBABILITIES");
    predictTo("other", "scans");
    assertThat(Files.readString(folder.resolve("other/predictions.json")))
        .contains("window=RESIZE", "stride=[]", "blend=GAUSSIAN");
  }

  @Test
  void whatAnotherWayMadeIsNotTakenForDone() {
    predict("scans");

    Outcome other = predict("scans", "--flips");

    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).hasLineCount(1).contains("segmentations of another network or made in");
  }

  @Test
  void aBadFileDoesNotStopTheRest() throws IOException {
    Files.writeString(folder.resolve("scans/bad.nii.gz"), "no scan at all");
    Files.write(folder.resolve("scans/cut.nii"), new byte[100]);

    Outcome outcome = predict("scans");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).contains("bad.nii.gz failed", "2 segmented, 0 done before, 2 failed");
    assertThat(outcome.err()).hasLineCount(2).contains("bad.nii.gz", "cut.nii");
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.nii.gz", "deep", "predictions.json");
    }
  }

  @Test
  void aScanIsNotReplacedByItsSegmentation() {
    Outcome outcome = predictTo("scans", "scans/a.nii.gz", "--overwrite");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains("would be replaced by its own segmentation");
    assertThat(FORMATS.readImage(folder.resolve("scans/a.nii.gz")).voxels().type())
        .isEqualTo(VoxelType.FLOAT32);
  }

  @Test
  void hdf5ListsSlicesFirstAndNiftiLast() {
    Scan image = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    FORMATS.write(folder.resolve("h5/a.h5"), Contents.of(image.reversed()), false);

    assertThat(predict("h5").code()).isZero();
    assertThat(predictTo("same", "h5", "--format", "same").code()).isZero();
    assertThat(predictTo("hdf5", "scans/a.nii.gz", "--format", "hdf5").code()).isZero();

    assertThat(FORMATS.readLabel(folder.resolve("out/a.nii.gz")).shape()).containsExactly(9, 20, 3);
    Scan same = FORMATS.readLabel(folder.resolve("same/a.h5"));
    assertThat(same.shape()).containsExactly(3, 20, 9);
    Scan hdf5 = FORMATS.readLabel(folder.resolve("hdf5/a.h5"));
    assertThat(hdf5.voxels().toBytes()).isEqualTo(same.voxels().toBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--window=sliding", "--flips", "--largest-component"})
  void everyWayOfApplyingTheNetworkSegments(String option) {
    Outcome outcome = predict("scans", option);

    assertThat(outcome.err()).isEmpty();
    assertThat(FORMATS.readLabel(folder.resolve("out/a.nii.gz")).labels(AxisOrder.FIRST_FASTEST, 4))
        .hasSize(9 * 20 * 3);
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThat(predict("scans", "--overlap=1").err()).startsWith("--overlap: 1.0 is out of range");
    assertThat(predict("scans", "--stride=0").err()).startsWith("--stride: 0 is out of range");
    assertThat(predict("scans", "--window=sliding", "--stride=1,2,3").err())
        .contains("inference.stride has 3 values, but the network's images have 2 axes");
    assertThat(predict("scans", "--window=slide").err()).contains("--window", "sliding");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aTruncatedCheckpointIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(best());
    refused(Arrays.copyOf(bytes, bytes.length - 40), "is not a well-formed safetensors file");
    refused(Arrays.copyOf(bytes, 5), "is not a well-formed safetensors file");
  }

  @Test
  void aCheckpointOfAnotherArchitectureIsRefused() throws IOException {
    refused(
        unsealed(replaced("channels: [2, 4", "channels: [3, 4")),
        "but this configuration needs F32");
  }

  @Test
  void aCheckpointOfANewerFormatIsRefused() throws IOException {
    refused(replaced("\"icl_format\":\"2\"", "\"icl_format\":\"3\""), "has checkpoint format 3");
  }

  @Test
  void aCheckpointWithNaNIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(best());
    String name = "decoder.out_conv.bias";
    double[] bias = MiniSafetensors.read(best()).tensors().get(name).values();
    byte[] wanted =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat((float) bias[1]).array();
    int at = indexOf(bytes, wanted);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(at, Float.NaN);

    refused(unsealed(bytes), "holds NaN in '" + name + "'");
  }

  private void refused(byte[] checkpoint, String reason) throws IOException {
    Path file = folder.resolve("changed.safetensors");
    Files.write(file, checkpoint);

    Outcome outcome =
        new Cli(folder).run("predict", "--checkpoint", file.toString(), "scans", "--out", "out");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).hasLineCount(1).contains(file.toString(), reason);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static byte[] replaced(String old, String text) throws IOException {
    return replaced(Files.readAllBytes(best()), old, text);
  }

  /** The same as a file of the first format, which had no checksum. */
  private static byte[] unsealed(byte[] bytes) {
    return replaced(
        replaced(bytes, "\"icl_format\":\"2\"", "\"icl_format\":\"1\""),
        "\"sha256\"",
        "\"unused\"");
  }

  private static byte[] replaced(byte[] bytes, String old, String text) {
    byte[] from = old.getBytes(StandardCharsets.UTF_8);
    byte[] to = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(to, 0, bytes, indexOf(bytes, from), to.length);
    return bytes;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    throw new AssertionError("not in the file");
  }

  private static Path best() {
    return shared.resolve("run/checkpoints/best.safetensors");
  }

  private Outcome predict(String input, String... more) {
    return predictTo("out", input, more);
  }

  private Outcome predictTo(String out, String input, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("predict", "--checkpoint", best().toString(), input, "--out", out));
    arguments.addAll(List.of(more));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }

  private void write(String file, int columns, int rows, int slices) {
    float[] values = new float[columns * rows * slices];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37) % 101;
    }
    Scan scan =
        Scan.of(new int[] {columns, rows, slices}, AxisOrder.FIRST_FASTEST, Voxels.of(values));
    FORMATS.write(folder.resolve(file), Contents.of(scan.withAffine(OBLIQUE)), false);
  }
}
