package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From pictures and from DICOM series to a network and label maps, on the command line. */
class OtherFormatsTrainingTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final String CLASSES = "data.classes=[background, spot]";
  private static final String CHANNELS = "data.channels=[red, green, blue]";

  @TempDir Path folder;

  @Test
  void colourPicturesWithPalettesForLabels() throws IOException {
    for (int i = 0; i < 4; i++) {
      picture("scans/images/p%d.png".formatted(i), BufferedImage.TYPE_INT_RGB, i);
      picture("scans/labels/p%d.png".formatted(i), BufferedImage.TYPE_BYTE_INDEXED, i);
    }

    Outcome checked = icl("data", "check", "scans", "--set", CLASSES, "--set", CHANNELS);
    assertThat(checked.err()).isEmpty();
    assertThat(checked.out()).contains("p0", "24x20x1");
    assertThat(icl("data", "describe", "scans/images/p0.png").out()).contains("PNG", "24x20x1x3");
    Outcome trained =
        new Cli(folder)
            .train(
                "run",
                "--set",
                "data={name: folder, root: scans, labeled: 2, validation_patients: 1}",
                "--set",
                CLASSES,
                "--set",
                CHANNELS);
    assertThat(trained.err()).doesNotContain("Note");
    assertThat(trained.code()).isZero();

    Outcome same =
        icl(
            "predict",
            "--checkpoint",
            run(),
            "scans",
            "--out",
            "same",
            "--format",
            "same",
            "--uncertainty");
    assertThat(same.out()).as(same.err()).contains("4 segmented, 0 done before, 0 failed");
    BufferedImage labels = ImageIO.read(folder.resolve("same/images/p0.png").toFile());
    assertThat(List.of(labels.getWidth(), labels.getHeight())).containsExactly(24, 20);
    assertThat(folder.resolve("same/uncertainty/images/p0.nii.gz")).exists();
    assertThat(
            icl("predict", "--checkpoint", run(), "scans", "--out", "tiff", "--format", "tiff")
                .code())
        .isZero();
    assertThat(FORMATS.readLabel(folder.resolve("tiff/images/p0.tif")).voxels().toBytes())
        .isEqualTo(FORMATS.readLabel(folder.resolve("same/images/p0.png")).voxels().toBytes());
    assertThat(
            icl(
                    "data",
                    "convert",
                    "scans",
                    "--set",
                    CLASSES,
                    "--set",
                    CHANNELS,
                    "--to",
                    "tiff",
                    "--out",
                    "converted")
                .code())
        .isZero();
    assertThat(FORMATS.readImage(folder.resolve("converted/images/p0_0002.tif")).at(5, 4, 0))
        .isEqualTo(FORMATS.readImage(folder.resolve("scans/images/p0.png")).at(5, 4, 0, 2));
  }

  @Test
  void withoutNamesOfChannelsColoursAreRefusedWithThem() throws IOException {
    picture("scans/images/p0.png", BufferedImage.TYPE_INT_RGB, 0);

    Outcome checked = icl("data", "check", "scans");

    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.out() + checked.err()).contains("name its channels, as with data.channels");
  }

  @Test
  void pagesOfGreyPicturesAreSlicesOfAVolume() {
    for (int i = 0; i < 3; i++) {
      float[] values = new float[20 * 18 * 4];
      byte[] classes = new byte[values.length];
      for (int v = 0; v < values.length; v++) {
        classes[v] = (byte) (v % 20 > 6 + i && v / 20 % 18 > 8 ? 1 : 0);
        values[v] = classes[v] * 50 + v % 7;
      }
      Shape shape = Shape.of(20, 18, 4);
      write(
          "scans/images/v%d.tif".formatted(i),
          Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(values)));
      write(
          "scans/labels/v%d.tif".formatted(i),
          Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(classes)));
    }

    Outcome trained =
        new Cli(folder)
            .train(
                "run",
                "--set",
                "data={name: folder, root: scans, labeled: 1, validation_patients: 1}",
                "--set",
                CLASSES);

    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(
            icl("predict", "--checkpoint", run(), "scans", "--out", "out", "--format", "same")
                .code())
        .isZero();
    assertThat(FORMATS.readLabel(folder.resolve("out/images/v0.tif")).shape())
        .isEqualTo(Shape.of(20, 18, 4));
  }

  @Test
  void seriesOfDicomWithLabelMapsInAnotherFormat() throws IOException {
    for (int i = 0; i < 4; i++) {
      String name = "case" + i;
      // the first two are of one patient, and so in one part
      DicomSlices.write(
          folder.resolve("scans/images/" + name), 3, i < 2 ? "SAME" : "OTHER%d".formatted(i), i);
      Scan image = FORMATS.readImage(folder.resolve("scans/images/" + name));
      byte[] classes = new byte[image.voxels().size()];
      for (int v = 0; v < classes.length; v++) {
        classes[v] = (byte) (image.voxels().at(v) > 120 ? 1 : 0);
      }
      write("scans/labels/" + name + ".nii.gz", image.withVoxels(Voxels.ofLabels(classes)));
    }

    Outcome checked = icl("data", "check", "scans", "--set", CLASSES);
    assertThat(checked.code()).as(checked.err() + checked.out()).isZero();
    Outcome split =
        icl(
            "data",
            "split",
            "scans",
            "--set",
            CLASSES,
            "--out",
            "split.yaml",
            "--labeled",
            "1",
            "--validation",
            "1");
    assertThat(split.out()).contains("1 patients     2 cases");
    Outcome trained =
        new Cli(folder)
            .train(
                "run",
                "--set",
                "data={name: folder, root: scans, split: split.yaml}",
                "--set",
                CLASSES);
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(icl("evaluate", "--checkpoint", run()).code()).isZero();
    Outcome predicted =
        icl(
            "predict",
            "--checkpoint",
            run(),
            "scans/images",
            "--out",
            "out",
            "--format",
            "dicom-seg");
    assertThat(predicted.out()).contains("4 segmented, 0 done before, 0 failed");
    assertThat(folder.resolve("out/case3.dcm")).isNotEmptyFile();
    Outcome contours =
        icl(
            "predict",
            "--checkpoint",
            run(),
            "scans/images",
            "--out",
            "rt",
            "--format",
            "dicom-rtstruct");
    assertThat(contours.out()).contains("4 segmented, 0 done before, 0 failed");
    assertThat(folder.resolve("rt/case3.dcm")).isNotEmptyFile();
    assertThat(
            icl("data", "convert", "scans", "--set", CLASSES, "--to", "nifti", "--out", "nifti")
                .code())
        .isZero();
    Scan converted = FORMATS.readImage(folder.resolve("nifti/images/case2.nii.gz"));
    Scan series = FORMATS.readImage(folder.resolve("scans/images/case2"));
    assertThat(converted.affine()).isEqualTo(series.affine());
    assertThat(converted.at(3, 4, 1)).isEqualTo(series.at(3, 4, 1));
  }

  private void picture(String file, int kind, int seed) throws IOException {
    BufferedImage picture =
        kind == BufferedImage.TYPE_BYTE_INDEXED
            ? new BufferedImage(
                24,
                20,
                kind,
                new IndexColorModel(8, 2, new byte[] {0, (byte) 255}, new byte[2], new byte[2]))
            : new BufferedImage(24, 20, kind);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 24; x++) {
        boolean spot = Math.hypot(x - 10 - seed, y - 9) < 5;
        if (kind == BufferedImage.TYPE_BYTE_INDEXED) {
          picture.getRaster().setSample(x, y, 0, spot ? 1 : 0);
        } else {
          picture.setRGB(x, y, spot ? 0xc04020 + x : 0x203040 + y * seed);
        }
      }
    }
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    assertThat(ImageIO.write(picture, ending, path.toFile())).isTrue();
  }

  private void write(String file, Scan scan) {
    FORMATS.write(folder.resolve(file), Contents.of(scan), false);
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  private Outcome icl(String... arguments) {
    return new Cli(folder).run(arguments);
  }
}
