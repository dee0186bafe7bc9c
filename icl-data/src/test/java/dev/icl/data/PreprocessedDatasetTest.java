package dev.icl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.FirstPass;
import dev.icl.data.preprocess.Crop;
import dev.icl.data.preprocess.Settings;
import dev.icl.data.print.ScanPrint;
import dev.icl.data.sample.OriginalGrid;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import dev.icl.data.settings.DataConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreprocessedDatasetTest {
  private static final Shape SHAPE = Shape.of(8, 6, 4);

  /** Columns run to the left, rows to the back; slices are thick. */
  private static final Affine LPS = Affine.ofRows(-2, 0, 0, 70, 0, -2, 0, 80, 0, 0, 5, -30);

  @TempDir private Path root;
  @TempDir private Path cache;

  @BeforeEach
  void writeAFolder() {
    Scans scans = new Scans(root);
    for (String name : new String[] {"a", "b", "c"}) {
      scans.write("images/" + name + ".nii.gz", Contents.of(image()));
      scans.write("labels/" + name + ".nii.gz", Contents.of(label()));
    }
    scans.text("split.yaml", "labeled: [a]\nunlabeled: [b]\nvalidation: [c]\n");
  }

  private static Scan image() {
    float[] values = new float[(int) SHAPE.numel()];
    byte[] classes = classes();
    for (int i = 0; i < values.length; i++) {
      values[i] = classes[i] == 0 ? 0 : 100 + i;
    }
    return Scan.of(SHAPE, AxisOrder.FIRST_FASTEST, Voxels.of(values)).withAffine(LPS);
  }

  private static Scan label() {
    return Scan.of(SHAPE, AxisOrder.FIRST_FASTEST, Voxels.ofLabels(classes())).withAffine(LPS);
  }

  /** A box in one corner. */
  private static byte[] classes() {
    byte[] classes = new byte[(int) SHAPE.numel()];
    for (int k = 1; k < 3; k++) {
      for (int j = 0; j < 2; j++) {
        for (int i = 5; i < 8; i++) {
          classes[i + SHAPE.dim(0) * (j + SHAPE.dim(1) * k)] = 1;
        }
      }
    }
    return classes;
  }

  @Test
  void slicesAreThoseOfThePreprocessedScan() {
    Dataset dataset = Datasets.open(config(cropped(), ""));

    // 2 slices of 5 mm become 4 of 2.5 mm; 3 × 2 voxels of 2 mm become 6 × 4 of 1 mm.
    assertThat(dataset.trainingSamples()).hasSize(8);
    assertThat(dataset.trainingSample(0).size(1)).isEqualTo(6);
    assertThat(dataset.trainingSample(0).size(0)).isEqualTo(4);
    assertThat(dataset.trainingSample(0).label().orElseThrow()).containsOnly(1);
  }

  @Test
  void aSegmentationReturnsToTheGridOfItsFile() {
    Sample volume = Datasets.open(config(cropped(), "")).validationScan(0);
    OriginalGrid grid = volume.original().orElseThrow();

    byte[] restored = grid.restore().apply(volume.label().orElseThrow());

    assertThat(volume.spacing()).contains(Spacing.of(2.5, 1, 1));
    assertThat(volume.originalSpacing()).contains(Spacing.of(5, 2, 2));
    assertThat(grid.shape()).isEqualTo(Shape.of(4, 6, 8));
    assertThat(restored).isEqualTo(classes()).isEqualTo(grid.label().orElseThrow());
  }

  @Test
  void intensitiesFollowTheDatasetsOwnRuleUnlessAskedOtherwise() {
    Sample own = Datasets.open(config(cropped(), "")).validationScan(0);
    Sample asked = Datasets.open(config(Settings.NONE.withWindow(0, 500), "")).validationScan(0);

    assertThat(own.image()).contains(0f, 1f);
    assertThat(asked.image()).contains((100 + 5 + 8 * 6) / 500f);
  }

  @Test
  void aScanIsKnownByWhatItsFileHoldsWhateverIsDoneToItAndKept() {
    float[] values = new float[(int) SHAPE.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7919 % 1000;
    }
    Scan rich = Scan.of(SHAPE, AxisOrder.FIRST_FASTEST, Voxels.of(values)).withAffine(LPS);
    Scans scans = new Scans(root);
    scans.write("images/a.nii.gz", Contents.of(rich));
    scans.write("images/c.nii.gz", Contents.of(rich));
    String expected = ScanPrint.of(values, 4).toText();

    for (String kept : new String[] {"", cache.toString(), cache.toString()}) {
      Dataset dataset = Datasets.open(config(cropped(), kept));
      if (!kept.isEmpty()) {
        dataset.readAll(FirstPass.SILENT);
      }
      assertThat(dataset.trainingPrints().get(0).print().toText()).isEqualTo(expected);
      assertThat(dataset.validationPrints())
          .singleElement()
          .satisfies(scan -> assertThat(scan.name()).isEqualTo("c"))
          .satisfies(scan -> assertThat(scan.print().toText()).isEqualTo(expected));
    }
  }

  @Test
  void theCacheChangesNoVoxel() throws IOException {
    Sample without = Datasets.open(config(cropped(), "")).validationScan(0);
    Dataset cached = Datasets.open(config(cropped(), cache.toString()));
    cached.validationScan(0);
    Sample with = cached.validationScan(0);

    assertThat(with.image()).isEqualTo(without.image());
    assertThat(with.label().orElseThrow()).isEqualTo(without.label().orElseThrow());
    assertThat(with.originalSpacing()).isEqualTo(without.originalSpacing());
    assertThat(with.original().orElseThrow().restore().apply(with.label().orElseThrow()))
        .isEqualTo(classes());
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void theCacheServesScansWithoutPreprocessingToo() throws IOException {
    Sample without = Datasets.open(config(Settings.NONE, "")).validationScan(0);
    Dataset cached = Datasets.open(config(Settings.NONE, cache.toString()));
    cached.validationScan(0);

    assertThat(cached.validationScan(0).image()).isEqualTo(without.image());
    assertThat(cached.validationScan(0).original()).isEmpty();
    assertThat(entries()).isEqualTo(1);
  }

  @Test
  void otherPreprocessingIsOtherData() {
    String plain = Datasets.open(config(Settings.NONE, "")).provenance().fingerprint();

    assertThat(Datasets.open(config(Settings.NONE, cache.toString())).provenance().fingerprint())
        .isEqualTo(plain);
    assertThat(Datasets.open(config(cropped(), "")).provenance().fingerprint()).isNotEqualTo(plain);
  }

  @Test
  void aCacheThatIsAFileIsRefused() {
    DataConfig config = config(cropped(), root.resolve("split.yaml").toString());

    assertThatThrownBy(() -> Datasets.open(config))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "data.cache '%s' is a file: name a folder, or leave the key out."
                .formatted(root.resolve("split.yaml")));
  }

  private static Settings cropped() {
    return Settings.NONE
        .withOrientation("LPS")
        .withCrop(Crop.NONZERO, 0)
        .withSpacing(1.0, 1.0, 2.5);
  }

  private DataConfig config(Settings settings, String cacheFolder) {
    return Configs.at("folder", root.toString())
        .withSplit(root.resolve("split.yaml").toString())
        .withClasses("background", "lesion")
        .config(settings.config(), cacheFolder);
  }

  private long entries() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.count();
    }
  }
}
