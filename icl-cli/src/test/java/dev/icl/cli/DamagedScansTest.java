package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.app.plan.LeastMemory;
import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.NonFiniteVoxels;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that is no good among others that are: found before a training begins. */
class DamagedScansTest {
  private static final List<String> SCANS =
      List.of(
          "--set",
          "data={name: folder, root: scans, labeled: 3, classes: [background, RV, Myo, LV]}");
  private static final String NAN =
      " holds 2 voxels that are NaN or infinite, the first at voxel 5: write the file anew with a"
          + " number in their place, such as 0, or leave the scan out.";

  @TempDir Path folder;

  /** The first is labelled, the last has no label map, one between them is for validation. */
  @ParameterizedTest
  @ValueSource(strings = {"case01", "case03", "case05", "case06"})
  void aScanWithNaNIsNamedBeforeAnythingIsWritten(String scan) throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(6, 5);
    Path file = folder.resolve("scans/images/" + scan + ".nii.gz");
    poison(file);

    Outcome trained = new Cli(folder).train("run", SCANS.toArray(String[]::new));

    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).isEqualToIgnoringNewLines(file + NAN);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /** Convolutions of 5400 channels, and twice as much for the optimiser: 50 GB. */
  @Test
  void tooLittleMemoryIsToldBeforeAScanIsRead() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(6, 5);
    poison(folder.resolve("scans/images/case01.nii.gz"));
    List<String> options = new ArrayList<>(SCANS);
    options.addAll(
        List.of(
            "--set",
            "network={channels: [5400, 5400, 5400, 5400], dropout: [0, 0, 0, 0]}",
            "--set=method.name=supervised"));
    options.addAll(List.of("--set", "train.optimizer=adamw", "--device", "cpu"));
    assumeTrue(LeastMemory.machine() < 40L << 30, "this machine has room for it");

    Outcome trained = new Cli(folder).train("run", options.toArray(String[]::new));

    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err())
        .hasLineCount(1)
        .startsWith(
            "The weights of supervised on unet2d and what the optimiser keeps of them take ")
        .contains("use fewer network.channels");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"slices, 0000", "slices, 0001", "volumes, 0001"})
  void aChannelWithNaNIsNamedBeforeAnythingIsWritten(String what, String channel)
      throws IOException {
    new PhantomFolder(folder.resolve("scans")).writeTwoChannels(4, 3);
    Path file = folder.resolve("scans/images/case02_" + channel + ".nii.gz");
    poison(file);
    String[] options =
        Small.options(
            what,
            "data={name: folder, root: scans, channels: [bright, dark], labeled: 1,"
                + " classes: [background, RV, Myo, LV]}");

    Outcome trained = new Cli(folder).train("run", options);

    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).isEqualToIgnoringNewLines(file + NAN);
    assertThat(folder.resolve("run")).doesNotExist();

    Outcome checked =
        new Cli(folder)
            .run(
                "data",
                "check",
                "scans",
                "--set",
                "data={channels: [bright, dark], classes: [background, RV, Myo, LV]}");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err().lines()).contains(file + NAN);
  }

  @Test
  void checkListsEveryDamagedScan() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(6, 5);
    Path images = folder.resolve("scans/images");
    poison(images.resolve("case02.nii.gz"));
    Files.writeString(images.resolve("case04.nii.gz"), "broken");
    poison(images.resolve("case06.nii.gz"));

    Outcome checked =
        new Cli(folder)
            .run("data", "check", "scans", "--set", "data.classes=[background, RV, Myo, LV]");

    assertThat(checked.code()).isEqualTo(2);
    // a slow machine tells in between how far it is
    assertThat(checked.err().lines().filter(line -> !line.startsWith("Reading")).distinct())
        .hasSize(3)
        .contains(images.resolve("case02.nii.gz") + NAN, images.resolve("case06.nii.gz") + NAN)
        .anyMatch(line -> line.startsWith(images.resolve("case04.nii.gz").toString()));
    assertThat(checked.out()).contains("3 problems.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"patient001_frame01_slice_1", "patient002_frame01_slice_1", "patient003_frame01"})
  void aScanWithNaNInAcdcIsNamedByTrainingAndCheck(String scan) throws IOException {
    Path root = folder.resolve("ACDC");
    Files.createDirectories(root);
    slices(root, "patient001_frame01_slice_1");
    slices(root, "patient002_frame01_slice_1");
    volume(root, "patient003_frame01");
    Files.writeString(
        root.resolve("train_slices.list"),
        "patient001_frame01_slice_1\npatient002_frame01_slice_1\n");
    Files.writeString(root.resolve("val.list"), "patient003_frame01\n");
    Path file = root.resolve("data/" + scan + ".h5");
    poison(file);
    List<String> acdc = List.of("--set", "data={name: acdc, root: ACDC, labeled: 1}");

    Outcome trained = new Cli(folder).train("run", acdc.toArray(String[]::new));
    assertThat(trained.code()).isEqualTo(2);
    assertThat(trained.err()).isEqualToIgnoringNewLines(file + NAN);
    assertThat(folder.resolve("run")).doesNotExist();

    Outcome checked = new Cli(folder).run("data", "check", "ACDC");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.err().lines()).contains(file + NAN);
  }

  private static void slices(Path root, String name) {
    write(root, name, 16, 16);
  }

  private static void volume(Path root, String name) {
    write(root, name, 2, 16, 16);
  }

  private static void write(Path root, String name, int... shape) {
    int size = 1;
    for (int edge : shape) {
      size *= edge;
    }
    float[] image = new float[size];
    byte[] label = new byte[size];
    for (int i = 0; i < size; i++) {
      image[i] = i % 7;
      label[i] = (byte) (i % 4);
    }
    VolumeFormats.installed()
        .write(
            root.resolve("data/" + name + ".h5"),
            Contents.of(
                Scan.of(Shape.of(shape), AxisOrder.LAST_FASTEST, Voxels.of(image)),
                Scan.of(Shape.of(shape), AxisOrder.LAST_FASTEST, Voxels.ofLabels(label))),
            true);
  }

  /** Two voxels of the image become NaN and infinity, the rest of the file stays. */
  private static void poison(Path file) throws IOException {
    VolumeFormats formats = VolumeFormats.installed();
    Contents contents = formats.read(file, ReadLimits.standard().with(NonFiniteVoxels.KEEP));
    Scan image = contents.image().orElseThrow();
    float[] values = image.voxels().toFloats();
    values[5] = Float.NaN;
    values[values.length - 1] = Float.NEGATIVE_INFINITY;
    Scan poisoned = image.withVoxels(Voxels.of(values));
    Files.delete(file);
    formats.write(
        file,
        contents.label().map(l -> Contents.of(poisoned, l)).orElseGet(() -> Contents.of(poisoned)),
        true);
  }
}
