package dev.icl.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that files that were written are read again. */
class RoundTripTest {
  private static final int DRAWS = 5;
  private static final float[] TINY = {1, 2, 3, 4, 5, 6};

  private final VolumeFormats formats = VolumeFormats.installed();

  @TempDir private Path folder;

  static Stream<Arguments> typesAndEndings() {
    return Arrays.stream(VoxelType.values())
        .flatMap(
            type ->
                Stream.of(
                        ".nii", ".nii.gz", ".hdr", ".img.gz", ".h5", ".nrrd", ".nhdr", ".mha",
                        ".mhd")
                    .map(ending -> Arguments.of(type, ending)));
  }

  @ParameterizedTest
  @MethodSource("typesAndEndings")
  void voxelsAndTypeSurvive(VoxelType type, String ending) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Scan scan = RandomScans.draw(RandomKey.of(7).child(type.name()).child(draw), type);
      Scan read = writtenAndRead(scan, draw + ending);

      assertThat(read.shape()).isEqualTo(scan.shape());
      assertThat(read.voxels().type()).isEqualTo(type);
      assertThat(littleEndian(read)).isEqualTo(littleEndian(scan));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".nii", ".nii.gz", ".img"})
  void theGridSurvivesToSinglePrecision(String ending) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Scan scan = RandomScans.draw(RandomKey.of(8).child(draw), VoxelType.INT16);
      Scan read = writtenAndRead(scan, draw + ending);

      assertThat(read.affine().orElseThrow().closeTo(scan.affine().orElseThrow(), 2e-5)).isTrue();
      assertThat(read.spacing().orElseThrow())
          .usingComparatorWithPrecision(2e-5)
          .containsExactly(scan.spacing().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".nrrd", ".nhdr", ".mha", ".mhd"})
  void theGridSurvivesToTheLastDigits(String ending) {
    for (int draw = 0; draw < DRAWS; draw++) {
      Scan scan = RandomScans.draw(RandomKey.of(8).child(draw), VoxelType.INT16);
      Scan read = writtenAndRead(scan, draw + ending);

      assertThat(read.affine().orElseThrow().closeTo(scan.affine().orElseThrow(), 1e-11)).isTrue();
      double[] steps = scan.spacing().orElseThrow();
      assertThat(Arrays.copyOf(read.spacing().orElseThrow(), 3))
          .usingComparatorWithPrecision(1e-11)
          .containsExactly(Arrays.copyOf(steps, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nrrd", "a.mha"})
  void scaledValuesAreWrittenUnscaledInTheNarrowestTypeThatHoldsThem(String name) {
    Voxels stored = Voxels.ofLabels((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5);

    Scan narrow = writtenAndRead(tiny().withVoxels(stored.scaled(2, -1024)), "narrow-" + name);
    Scan wide = writtenAndRead(tiny().withVoxels(stored.scaled(10_000, 0)), "wide-" + name);
    Scan broken = writtenAndRead(tiny().withVoxels(stored.scaled(0.1, 0)), "broken-" + name);

    assertThat(narrow.voxels().type()).isEqualTo(VoxelType.INT16);
    assertThat(narrow.floats(AxisOrder.LAST_FASTEST))
        .containsExactly(-1024, -1022, -1020, -1018, -1016, -1014);
    assertThat(wide.voxels().type()).isEqualTo(VoxelType.INT32);
    assertThat(wide.at(0, 1, 2)).isEqualTo(50_000);
    assertThat(broken.voxels().type()).isEqualTo(VoxelType.FLOAT64);
    assertThat(broken.at(0, 1, 2)).isEqualTo(5 * 0.1);
  }

  @ParameterizedTest
  @EnumSource(
      value = VoxelType.class,
      names = {"INT8", "UINT16", "FLOAT32"})
  void theScaleSurvives(VoxelType type) {
    Scan drawn = RandomScans.draw(RandomKey.of(9), type);
    Scan scan = drawn.withVoxels(drawn.voxels().scaled(0.25, -3));

    Scan read = writtenAndRead(scan, "scaled.nii");

    assertThat(read.voxels().slope()).isEqualTo(0.25);
    assertThat(read.floats(AxisOrder.FIRST_FASTEST))
        .isEqualTo(scan.floats(AxisOrder.FIRST_FASTEST));
  }

  @Test
  void hdf5HoldsScaledValuesAsTheyAre() {
    Scan scan =
        tiny()
            .withVoxels(
                Voxels.ofLabels((byte) 0, (byte) 1, (byte) 2, (byte) 3, (byte) 4, (byte) 5)
                    .scaled(0.5, 1));

    Scan read = writtenAndRead(scan, "scaled.h5");

    assertThat(read.floats(AxisOrder.LAST_FASTEST)).containsExactly(1, 1.5f, 2, 2.5f, 3, 3.5f);
  }

  @Test
  void hdf5HoldsAnImageAndItsLabels() {
    Scan labels = tiny().withVoxels(Voxels.ofLabels(new byte[] {0, 1, 2, 3, 0, 1}));
    Path file = folder.resolve("both.h5");

    formats.write(file, Contents.of(tiny(), labels), false);

    Contents read = formats.read(file);
    assertThat(read.image().orElseThrow().floats(AxisOrder.LAST_FASTEST)).isEqualTo(TINY);
    assertThat(read.label().orElseThrow().labels(AxisOrder.LAST_FASTEST, 4))
        .containsExactly(0, 1, 2, 3, 0, 1);
    assertThat(formats.readLabel(file).voxels().type()).isEqualTo(VoxelType.UINT8);
  }

  @Test
  void aLongAxisMakesNifti2() {
    float[] values = new float[40_000];
    values[39_999] = 5;
    Scan scan = Scan.of(Shape.of(40_000, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(values));

    Scan read = writtenAndRead(scan, "long.nii.gz");

    assertThat(read.shape()).isEqualTo(Shape.of(40_000, 1, 1));
    assertThat(read.at(39_999, 0, 0)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.nii", "plain.nrrd", "plain.mha"})
  void withoutAGridTheStepsSurvive(String name) {
    Scan read = writtenAndRead(tiny().withSpacing(2, 3, 4), name);

    assertThat(read.spacing().orElseThrow()).containsExactly(2, 3, 4);
    assertThat(read.affine()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.nii", "a.nii.gz", "a.img", "a.h5", "a.nrrd", "a.nhdr", "a.mha", "a.mhd"})
  void anExistingFileIsKeptUnlessOverwritingIsAllowed(String name) throws IOException {
    Path file = folder.resolve(name);
    formats.write(file, Contents.of(tiny()), false);
    byte[] before = Files.readAllBytes(file);
    Scan other = tiny().withVoxels(Voxels.of(6, 5, 4, 3, 2, 1));

    assertThatThrownBy(() -> formats.write(file, Contents.of(other), false))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(" exists already: choose another name, or allow overwriting.");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);

    formats.write(file, Contents.of(other), true);
    assertThat(formats.readImage(file).floats(AxisOrder.LAST_FASTEST))
        .containsExactly(6, 5, 4, 3, 2, 1);
  }

  @Test
  void nothingButTheFileIsLeftInTheFolder() throws IOException {
    formats.write(folder.resolve("a.nii.gz"), Contents.of(tiny()), false);
    formats.write(folder.resolve("b.h5"), Contents.of(tiny()), false);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.nii.gz", "b.h5");
    }
  }

  @Test
  void anUnknownEndingIsNotWritten() {
    assertThatThrownBy(() -> formats.write(folder.resolve("a.jpg"), Contents.of(tiny()), false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "a.jpg cannot be written: its ending must be one of HDF5 (.h5, .hdf5)");
  }

  @Test
  void aFileOfAnotherNameIsKnownByItsFirstBytes() throws IOException {
    formats.write(folder.resolve("a.nii"), Contents.of(tiny()), false);
    formats.write(folder.resolve("b.h5"), Contents.of(tiny()), false);
    Path a = Files.move(folder.resolve("a.nii"), folder.resolve("scan1"));
    Path b = Files.move(folder.resolve("b.h5"), folder.resolve("scan2"));

    for (Path file : List.of(a, b)) {
      assertThat(formats.readImage(file).floats(AxisOrder.LAST_FASTEST)).isEqualTo(TINY);
    }
  }

  private static Scan tiny() {
    return Scan.of(Shape.of(1, 2, 3), AxisOrder.LAST_FASTEST, Voxels.of(TINY));
  }

  private Scan writtenAndRead(Scan scan, String name) {
    Path file = folder.resolve(name);
    formats.write(file, Contents.of(scan), false);
    // large doubles are none in single precision
    return formats.readImage(file, ReadLimits.standard().with(NonFiniteVoxels.KEEP));
  }

  private static byte[] littleEndian(Scan scan) {
    Voxels voxels = scan.inOrder(AxisOrder.FIRST_FASTEST).voxels().in(ByteOrder.LITTLE_ENDIAN);
    byte[] out = new byte[voxels.bytes().remaining()];
    voxels.bytes().get(out);
    return out;
  }
}
