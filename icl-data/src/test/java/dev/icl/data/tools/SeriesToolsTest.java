package dev.icl.data.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Configs;
import dev.icl.data.Datasets;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM series where files of scans are usual. */
class SeriesToolsTest {
  private static final Path SERIES =
      Path.of("src/test/resources/dev/icl/data/format/dicom/jpeg-lossless");

  @TempDir private Path folder;

  @BeforeEach
  void series() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images/p1"));
    try (Stream<Path> slices = Files.list(SERIES)) {
      for (Path slice : slices.toList()) {
        Files.copy(slice, images.resolve(slice.getFileName()));
      }
    }
  }

  @Test
  void aSeriesIsDescribedAsAFileIs() {
    FileInspection inspection = new FileInspection(VolumeFormats.installed());

    assertThat(inspection.scans(SERIES)).containsExactly(SERIES);
    FileFacts facts = inspection.of(SERIES).get(0);
    assertThat(facts.format()).isEqualTo("DICOM");
    assertThat(facts.shape()).containsExactly(23, 17, 4);
    assertThat(facts.orientation()).isEqualTo("LPS");
    assertThat(facts.min()).isEqualTo(7 - 1024);
    assertThatThrownBy(() -> inspection.of(folder))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(" is a folder: name files, or one folder of a dataset alone.");
  }

  @Test
  void aSeriesIsConverted() {
    Catalog catalog = catalog();
    Path out = folder.resolve("converted");

    Conversion.Result result =
        new Conversion(catalog, Conversion.Target.METAIMAGE)
            .run(out, Conversion.Labels.ALL, false, FirstPass.SILENT);

    assertThat(result.images()).isEqualTo(1);
    Scan before = VolumeFormats.installed().readImage(SERIES);
    Scan after = VolumeFormats.installed().readImage(out.resolve("images/p1.mha"));
    assertThat(after.floats(AxisOrder.FIRST_FASTEST))
        .isEqualTo(before.floats(AxisOrder.FIRST_FASTEST));
    assertThat(after.affine().orElseThrow().closeTo(before.affine().orElseThrow(), 1e-9)).isTrue();
  }

  @Test
  void aDatasetOfSeriesIsChecked() {
    DatasetDiagnostics findings = new DatasetDiagnostics();
    DatasetFacts facts = new Inspection(catalog()).run(findings, FirstPass.SILENT);

    assertThat(facts.cases()).hasSize(1);
    assertThat(facts.cases().get(0).shape()).isEqualTo(List.of(23, 17, 4));
    assertThat(facts.cases().get(0).patient()).startsWith("patient-");
  }

  private Catalog catalog() {
    return Datasets.catalog(
        Configs.at("folder", folder.toString()).withPatients(1, 0, 0).config(),
        new DatasetDiagnostics());
  }
}
