package dev.icl.data.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.Scans;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConversionTest {
  @TempDir private Path folder;
  private Path root;
  private Path out;

  @BeforeEach
  void leftAtria() {
    root = folder.resolve("la");
    out = folder.resolve("out");
    Scans scans = new Scans(root);
    for (String name : new String[] {"A", "B", "C"}) {
      scans.both("2018LA_Seg_Training Set/" + name + "/mri_norm2.h5", 1, 4, 3, 5);
    }
    scans.text("train.list", "A\nB\n");
    scans.text("val.list", "C\n");
  }

  @ParameterizedTest
  @EnumSource(Conversion.Target.class)
  void aConvertedScanIsTheSameVolumeAndHasTheSamePart(Conversion.Target target) {
    Conversion.Result result =
        new Conversion(catalog(), target).run(out, Conversion.Labels.ALL, false, FirstPass.SILENT);

    Configs converted =
        Configs.at("folder", out.toString())
            .withSplit(result.split().orElseThrow().toString())
            .withClasses("background", "LA")
            .along(result.axis());
    Sample before = Datasets.open(config()).validationScan(0);
    Sample after = Datasets.open(converted.config()).validationScan(0);
    assertThat(after.name()).isEqualTo(before.name());
    assertThat(after.size(0)).isEqualTo(before.size(0));
    // rows and columns may change places, as may what the voxels are scaled to
    assertThat(sorted(after.label().orElseThrow())).isEqualTo(sorted(before.label().orElseThrow()));
    assertThat(Datasets.open(converted.config()).trainingSamples())
        .isEqualTo(Datasets.open(config()).trainingSamples());
  }

  @Test
  void niftiHasTheAxesOfTheFile() {
    new Conversion(catalog(), Conversion.Target.NIFTI)
        .run(out, Conversion.Labels.ALL, false, FirstPass.SILENT);

    Scan image = VolumeFormats.installed().readImage(out.resolve("images/A.nii.gz"));
    assertThat(image.shape()).isEqualTo(Shape.of(4, 3, 5));
    assertThat(image.at(1, 2, 3)).isEqualTo(15 + 2 * 5 + 3);
  }

  @Test
  void slicesThatCameFirstComeThirdInNifti() {
    Path acdc = folder.resolve("acdc");
    Scans scans = new Scans(acdc);
    scans.both("data/p1_frame01_slice_2.h5", 1, 4, 3);
    scans.both("data/p1_frame01_slice_1.h5", 2, 4, 3);
    scans.both("data/p2_frame01.h5", 3, 5, 4, 3);
    scans.text("train_slices.list", "p1_frame01_slice_2\np1_frame01_slice_1\n");
    scans.text("val.list", "p2_frame01\n");
    Catalog catalog =
        Datasets.catalog(Configs.of("acdc", acdc.toString()), new DatasetDiagnostics());

    Conversion.Result result =
        new Conversion(catalog, Conversion.Target.NIFTI)
            .run(out, Conversion.Labels.ALL, false, FirstPass.SILENT);

    assertThat(result.axis()).isEqualTo(SliceAxis.THIRD);
    VolumeFormats formats = VolumeFormats.installed();
    assertThat(formats.readImage(out.resolve("images/p1_frame01.nii.gz")).shape())
        .isEqualTo(Shape.of(3, 4, 2));
    assertThat(formats.readLabel(out.resolve("labels/p1_frame01.nii.gz")).at(1, 1, 0)).isEqualTo(2);
  }

  @Test
  void labelMapsOfUnlabelledScansMayBeLeftOut() {
    Conversion.Result result =
        new Conversion(catalog(), Conversion.Target.NIFTI)
            .run(out, Conversion.Labels.USED, false, FirstPass.SILENT);

    assertThat(result.images()).isEqualTo(3);
    assertThat(result.labels()).isEqualTo(2);
    assertThat(out.resolve("labels/B.nii.gz")).doesNotExist();
  }

  @Test
  void nothingIsWrittenWhereAFileExists() throws Exception {
    Path there = out.resolve("labels/C.nii.gz");
    Files.createDirectories(there.getParent());
    Files.writeString(there, "precious");

    assertThatThrownBy(
            () ->
                new Conversion(catalog(), Conversion.Target.NIFTI)
                    .run(out, Conversion.Labels.ALL, false, FirstPass.SILENT))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(there + " exists already");
    assertThat(out.resolve("images")).doesNotExist();
    assertThat(there).hasContent("precious");
  }

  private Catalog catalog() {
    return Datasets.catalog(config(), new DatasetDiagnostics());
  }

  private DataConfig config() {
    return Configs.of("la", root.toString());
  }

  private static byte[] sorted(byte[] values) {
    byte[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }
}
