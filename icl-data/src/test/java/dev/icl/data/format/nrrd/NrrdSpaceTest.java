package dev.icl.data.format.nrrd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spaces, units and axes of NRRD files. */
class NrrdSpaceTest extends NrrdFiles {
  @ParameterizedTest
  @CsvSource({
    "space: 3D-right-handed",
    "space: 3D-left-handed",
    "space: scanner-xyz",
    "space dimension: 3"
  })
  void aSpaceThatIsNoPatientsTellsTheSteps(String space) throws IOException {
    Scan scan = read(file("a.nrrd", HEADER.replaceAll("space: .*", space), VOXELS));

    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2);
    assertThat(scan.affine()).isEmpty();
    assertThat(scan.notes())
        .containsExactly("the header tells no orientation (it names no patient space)");
  }

  @Test
  void lengthsInOtherUnitsBecomeMillimetres() throws IOException {
    String units = with("space units: \"um\" \"um\" \"um\"").replace("(0.5,0,0)", "(500, 0, 0)");
    Scan scan = read(file("a.nrrd", units, VOXELS));
    String header = HEADER.replaceAll("space.*\n", "");
    String listed = header.replace("endian", "units: \"cm\" \"mm\" \"\"\nspacings: 1 2 3\nendian");

    assertThat(scan.spacing().orElseThrow()[0]).isEqualTo(0.5);
    assertThat(scan.affine().orElseThrow().at(0, 3)).isEqualTo(-0.01);
    assertThat(read(file("b.nrrd", listed, VOXELS)).spacing().orElseThrow())
        .containsExactly(10, 2, 3);
    String bare = listed.replace("\"cm\" \"mm\" \"\"", "??? cm none");
    assertThat(read(file("c.nrrd", bare, VOXELS)).spacing().orElseThrow())
        .containsExactly(1, 20, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "microns, 0.0005",
    "Micrometers, 0.0005",
    "MM, 0.5",
    "millimetre, 0.5",
    "Centimeters, 5",
    "meter, 500",
    "nm, 0.0000005"
  })
  void unitsMayBeSpelledOut(String unit, double step) throws IOException {
    String units = "space units: \"%1$s\" \"%1$s\" \"%1$s\"".formatted(unit);

    assertThat(read(file("a.nrrd", with(units), VOXELS)).spacing().orElseThrow()[0])
        .isCloseTo(step, within(1e-12));
  }

  @Test
  void everyDirectionOfSpaceHasAUnitOfItsOwn() throws IOException {
    String units = with("space units: \"mm\" \"cm\" \"m\"");

    assertThat(read(file("a.nrrd", units, VOXELS)).spacing().orElseThrow())
        .containsExactly(0.5, 2.5, 2000);
  }

  @Test
  void aUnitThatIsNoLengthLeavesTheSizeUnknownAndThatIsSaid() throws IOException {
    Scan scan = read(file("a.nrrd", with("space units: \"mm\" \"mm\" \"furlong\""), VOXELS));

    assertThat(scan.spacing()).isEmpty();
    assertThat(scan.affine()).isEmpty();
    assertThat(scan.notes())
        .containsExactly(
            "the header gives lengths in 'furlong', which is no unit of length known here, so the"
                + " voxel size is unknown");
  }

  @Test
  void aTimedSpaceIsThePatients() throws IOException {
    String header =
        HEADER
            .replace("dimension: 3", "dimension: 4")
            .replace("left-posterior-superior", "left-posterior-superior-time")
            .replace("sizes: 2 3 1", "sizes: 2 3 1 1")
            .replaceAll(
                "space directions: .*",
                "space directions: (0.5,0,0,0) (0,0.25,0,0) (0,0,2,0) (0,0,0,9)")
            .replace("(10,20,30)", "(10,20,30,0)")
            .replaceAll("kinds: .*\n", "");

    Scan scan = read(file("a.nrrd", header, VOXELS));

    assertThat(scan.affine().orElseThrow().at(1, 3)).isEqualTo(-20);
    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "vector", "RGB-color"})
  void severalValuesAVoxelAreChannels(String kind) throws IOException {
    String header = layers(2).replace("list", kind).replace("sizes: 2 2 3 1", "sizes: 2 3 1 1");

    Scan scan = read(file("a.nrrd", header, VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(3, 1, 1, 2));
    // as they lie in the file: 0, 1; 256, -1; 4, 5
    assertThat(scan.voxels().toFloats()).containsExactly(0, 256, 4, 1, -1, 5);
    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2, 1);
    assertThat(scan.affine()).isPresent();
  }

  @Test
  void coloursOfAnImageOfTwoAxesAreChannelsToo() throws IOException {
    String header =
        HEADER
            .replaceAll("space.*\n", "")
            .replace("sizes: 2 3 1", "sizes: 3 2 1")
            .replace("kinds: domain domain domain", "kinds: RGB-color domain domain");

    Scan scan = read(file("a.nrrd", header, VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 1, 1, 3));
    assertThat(scan.voxels().toFloats()).containsExactly(0, -1, 1, 4, 256, 5);
  }

  @Test
  void moreValuesThanThereCanBeAreRefused() throws IOException {
    Path file =
        file("a.nrrd", layers(2).replace("sizes: 2 2 3 1", "sizes: 70000 70000 3 1"), VOXELS);

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("sizes: 70000 70000 3 1");
  }

  @Test
  void oneValueAVoxelIsAScan() throws IOException {
    Scan scan = read(file("a.nrrd", layers(1), VOXELS));

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 3, 1));
    assertThat(scan.spacing().orElseThrow()).containsExactly(0.5, 0.25, 2);
    assertThat(scan.affine()).isPresent();
  }

  /** Teem writes an axis without a length so. */
  @Test
  void anAxisOfNoLengthIsNotANumber() throws IOException {
    String vectors = layers(1).replace("none", "(nan,nan,nan)");
    String listed =
        layers(1).replaceAll("space.*\n", "").replace("endian", "spacings: NaN 0.5 0.25 2\nendian");

    assertThat(read(file("a.nrrd", vectors, VOXELS)).spacing().orElseThrow())
        .containsExactly(0.5, 0.25, 2);
    assertThat(read(file("b.nrrd", listed, VOXELS)).spacing().orElseThrow())
        .containsExactly(0.5, 0.25, 2);
    assertThat(read(file("c.nrrd", listed.replace("NaN 0.5", "1 nan"), VOXELS)).spacing())
        .isEmpty();
  }

  @Test
  void withoutAPatientSpaceOnlyTheStepsAreKnown() throws IOException {
    String header = HEADER.replaceAll("space.*\n", "").replace("endian", "spacings: 1 2 3\nendian");
    Scan scan = read(file("a.nrrd", header, VOXELS));

    assertThat(scan.affine()).isEmpty();
    assertThat(scan.spacing().orElseThrow()).containsExactly(1, 2, 3);
  }

  /** As 3D Slicer writes a segmentation. */
  private static String layers(int count) {
    return HEADER
        .replace("dimension: 3", "dimension: 4")
        .replace("sizes: 2 3 1", "sizes: " + count + " 2 3 1")
        .replace("space directions:", "space directions: none")
        .replace("kinds:", "kinds: list");
  }
}
