package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortNeedsTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final long PLENTY = 1L << 40;

  @TempDir static Path shared;
  @TempDir Path folder;

  private static Path checkpoint;

  @BeforeAll
  static void train() {
    checkpoint = TinyTraining.run(shared, "train.iterations=1");
  }

  /** 20·30·12 voxels of 4 bytes in the file, and as many floats for the network. */
  @Test
  void areThoseOfTheLargestScanForAll() {
    List<Input> scans = List.of(scan("small.nii", 20, 30, 6), scan("large.nii", 20, 30, 12));
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      PredictionNeeds labels =
          needs(segmenter, ScoreOutputs.NONE, PLENTY).of(CohortPlan.of(scans)).orElseThrow();
      PredictionNeeds all =
          needs(segmenter, new ScoreOutputs(true, true), PLENTY)
              .of(CohortPlan.of(scans))
              .orElseThrow();

      assertThat(labels.scans()).isEqualTo(2);
      int voxels = 20 * 30 * 12;
      assertThat(labels.heap()).isBetween(10L * voxels, 14L * voxels);
      assertThat(all.heap() - labels.heap()).isEqualTo((2L * 4 + 4) * voxels);
      // one and a half times the large one, but for the headers of 352 bytes
      assertThat((double) labels.disk()).isCloseTo(1.5 * voxels, Offset.offset(0.02 * voxels));
      assertThat((double) all.disk()).isCloseTo(1.5 * 13 * voxels, Offset.offset(0.2 * voxels));
      assertThat(labels.seconds()).isPositive();
      assertThat(labels.networks()).isPositive();
    }
  }

  /** NRRD and MetaImage have no numbers of 16 bits for them. */
  @Test
  void probabilitiesInFloatsTakeTwiceTheDisk() {
    CohortPlan scans = CohortPlan.of(List.of(scan("one.nii", 20, 30, 6)));
    ScoreOutputs wanted = new ScoreOutputs(true, false);
    int voxels = 20 * 30 * 6;
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      for (LabelFormat format :
          List.of(LabelFormat.NRRD, LabelFormat.METAIMAGE, LabelFormat.SAME)) {
        CohortNeeds needs =
            new CohortNeeds(segmenter, FORMATS, new PredictionOutputs(format, wanted), PLENTY);

        assertThat(needs.of(scans).orElseThrow().disk()).isEqualTo((1 + 4 * 4L) * voxels);
      }
    }
  }

  /** Four slices go through the network together, and one of them is as much work as another. */
  @Test
  void theWorkIsThatOfTheSlicesOrWindows() {
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      VolumeSegmenter network = segmenter.network();

      assertThat(network.trial(1)).isEqualTo(Shape.of(4, 32, 32));
      assertThat(network.work(network.trial(1))).isEqualTo(4 * 32 * 32);
      assertThat(network.work(Shape.of(12, 500, 400))).isEqualTo(12 * 32 * 32);
    }
  }

  @Test
  void aScanThatCannotFitIsRefusedBeforeAny() {
    List<Input> scans = List.of(scan("small.nii", 4, 4, 2), scan("large.nii", 20, 30, 12));
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      CohortNeeds needs = needs(segmenter, ScoreOutputs.NONE, 50_000);

      assertThatThrownBy(() -> needs.of(CohortPlan.of(scans)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("large.nii takes at least ")
          .hasMessageContaining("ICL_JAVA_OPTS=-Xmx512m");
    }
  }

  @Test
  void whatCannotBeReadIsLeftToItsTurn() throws IOException {
    Path damaged = folder.resolve("damaged.nii");
    Files.write(damaged, new byte[100_000]);
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      CohortNeeds needs = needs(segmenter, ScoreOutputs.NONE, PLENTY);
      Input bad = new Input(damaged, Path.of("damaged"));

      assertThat(needs.of(CohortPlan.of(List.of(bad, scan("a.nii", 9, 9, 3))))).isPresent();
      assertThat(needs.of(CohortPlan.of(List.of(bad)))).isEmpty();
      assertThat(needs.of(CohortPlan.of(List.of()))).isEmpty();
    }
  }

  @Test
  void networksThatExceedTheMachineAreRefused() {
    try (TrainedModels models =
        TrainedModels.open(
            List.of(checkpoint, checkpoint), new RunConfigReader(Map.of(), folder), List.of())) {
      models.requireMemory(EnginePlugins.discover(), Permissions.NONE, PLENTY);

      assertThatThrownBy(
              () -> models.requireMemory(EnginePlugins.discover(), Permissions.NONE, 1 << 10))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("The weights of 2 networks take ")
          .hasMessageEndingWith("name fewer checkpoints, or use a machine with more.");
    }
  }

  private static CohortNeeds needs(Segmenter segmenter, ScoreOutputs wanted, long available) {
    return new CohortNeeds(
        segmenter, FORMATS, new PredictionOutputs(LabelFormat.NIFTI, wanted), available);
  }

  private Input scan(String name, int columns, int rows, int slices) {
    Path file = folder.resolve(name);
    float[] values = new float[columns * rows * slices];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    FORMATS.write(
        file,
        Contents.of(
            Scan.of(Shape.of(columns, rows, slices), AxisOrder.FIRST_FASTEST, Voxels.of(values))),
        true);
    return new Input(file, Path.of(name));
  }
}
