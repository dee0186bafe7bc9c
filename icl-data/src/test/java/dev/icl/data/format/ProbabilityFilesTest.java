package dev.icl.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbabilityFilesTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final Affine GRID = Affine.ofRows(1.5, 0, 0, -10, 0, 1.25, 0, 20, 0, 0, 8, -30);

  /** The second of two classes at 3x2x1 voxels, the first axis fastest. */
  private static final float[] SECOND = {0, 1, 0.5f, 0.001f, 0.3333f, 0.99f};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"p.nii.gz", "p.nii", "p.hdr"})
  void niftiHoldsClassesAlongAFourthAxis(String name) {
    Path file = folder.resolve(name);

    FORMATS.writeProbabilities(file, maps(AxisOrder.FIRST_FASTEST, 3, 2, 1), false);

    Scan read = FORMATS.readImage(file);
    assertThat(read.shape()).isEqualTo(Shape.of(3, 2, 1, 2));
    assertThat(read.voxels().type()).isEqualTo(VoxelType.UINT16);
    assertThat(read.affine().orElseThrow().closeTo(GRID, 1e-5)).isTrue();
    Offset<Double> half = Offset.offset(0.5 / 65535 + 1e-7);
    for (int i = 0; i < 6; i++) {
      assertThat(read.voxels().at(i)).isCloseTo(1 - SECOND[i], half);
      assertThat(read.voxels().at(6 + i)).isCloseTo(SECOND[i], half);
    }
  }

  @Test
  void hdf5HoldsClassesInFrontInHalfPrecision() {
    Path file = folder.resolve("p.h5");

    FORMATS.writeProbabilities(file, maps(AxisOrder.LAST_FASTEST, 1, 2, 3), false);

    try (HdfFile read = new HdfFile(file)) {
      Dataset found = read.getDatasetByPath("probabilities");
      assertThat(found.getDimensions()).containsExactly(2, 1, 2, 3);
      assertThat(found.getDataType().getSize()).isEqualTo(2);
      float[][][][] values = (float[][][][]) found.getData();
      for (int i = 0; i < 6; i++) {
        Offset<Float> step = Offset.offset(SECOND[i] * 0x1p-11f + 1e-6f);
        assertThat(values[1][0][i / 3][i % 3]).isCloseTo(SECOND[i], step);
        assertThat(values[0][0][i / 3][i % 3]).isCloseTo(1 - SECOND[i], Offset.offset(0x1p-11f));
      }
    }
  }

  @Test
  void aFileThatIsThereStaysUnlessItMayBeReplaced() throws IOException {
    for (String name : List.of("p.nii.gz", "p.h5")) {
      Path file = Files.writeString(folder.resolve(name), "mine");
      ClassMaps maps = maps(AxisOrder.FIRST_FASTEST, 3, 2, 1);

      assertThatThrownBy(() -> FORMATS.writeProbabilities(file, maps, false))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("exists already");
      assertThat(Files.readString(file)).isEqualTo("mine");

      FORMATS.writeProbabilities(file, maps, true);
      assertThat(Files.size(file)).isGreaterThan(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"p.nrrd", "p.nhdr", "p.mha", "p.mhd"})
  void othersHoldThemInSinglePrecisionAlongAFourthAxis(String name) {
    ClassMaps maps = maps(AxisOrder.FIRST_FASTEST, 3, 2, 1);

    FORMATS.writeProbabilities(folder.resolve(name), maps, false);

    Scan read = FORMATS.readImage(folder.resolve(name));
    assertThat(read.shape()).isEqualTo(Shape.of(3, 2, 1, 2));
    assertThat(read.frame(1).floats(AxisOrder.FIRST_FASTEST)).containsExactly(SECOND);
    assertThat(read.affine().orElseThrow().closeTo(GRID, 1e-12)).isTrue();
  }

  @Test
  void aFormatThatHoldsNoneSaysSo() {
    ClassMaps maps = maps(AxisOrder.FIRST_FASTEST, 3, 2, 1);

    assertThatThrownBy(() -> FORMATS.writeProbabilities(folder.resolve("p.jpg"), maps, false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("p.jpg cannot be written: its ending must be one of");
  }

  private static ClassMaps maps(AxisOrder order, int... shape) {
    float[] first = new float[SECOND.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = 1 - SECOND[i];
    }
    return new ClassMaps(
        2,
        place ->
            Scan.of(Shape.of(shape), order, Voxels.of(place == 0 ? first : SECOND))
                .withAffine(GRID));
  }
}
