package dev.icl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.tensor.Shape;
import dev.icl.data.catalog.CaseReader;
import dev.icl.data.catalog.Catalog;
import dev.icl.data.catalog.DatasetDiagnostics;
import dev.icl.data.catalog.ScanCase;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.model.FirstPass;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
import dev.icl.data.scan.Voxels;
import dev.icl.data.tools.CaseFacts;
import dev.icl.data.tools.Conversion;
import dev.icl.data.tools.DatasetFacts;
import dev.icl.data.tools.Inspection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers and files as other programs write them, each the smallest of its kind: what {@code data
 * check} says of them, and what is read. The right values are those of nibabel, h5py and ITK.
 */
class RealWorldCasesTest {
  private static final float[] UNIT_SFORM = {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0};
  private static final float[] LPS_SFORM = {-1.5f, 0, 0, 30, 0, -1.5f, 0, 20, 0, 0, 8, -10};
  private static final float[] HALF_TURN = {0, 0, 1, 0, 0, 0};
  private static final String NO_ORIENTATION =
      ": the header tells no orientation (the codes of sform and qform are 0) (p1)";

  @TempDir private Path root;

  /** The official archive of ACDC is like that. */
  @Test
  void stepsOfPixdimCountWhereTheMatrixIsOnlyAxes() {
    Path image =
        unitSform(NiftiBytes.image().pixdim(1, 1.5625f, 1.5625f, 10)).write(file("images/p1.nii"));
    Path label =
        unitSform(NiftiBytes.label().pixdim(1, 1.5625f, 1.5625f, 10)).write(file("labels/p1.nii"));

    CaseFacts facts = only(inspect());
    Sample volume =
        new CaseReader(catalog(new DatasetDiagnostics()).rules())
            .sample(ScanCase.pair("p1", "p1", image, Optional.of(label)), true);

    assertThat(facts.spacing()).containsExactly(1.5625, 1.5625, 10.0);
    assertThat(inspect().notes())
        .containsExactly(
            "image and label map: the voxel size is that of pixdim, as in ITK, since the sform has another scale (p1)");
    // 200 voxels of 1.5625 x 1.5625 x 10 mm
    Spacing spacing = volume.spacing().orElseThrow();
    assertThat(200 * spacing.fromLast(2) * spacing.fromLast(1) * spacing.fromLast(0) / 1000)
        .isEqualTo(4.8828125);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "3, 0.001"})
  void unitsOfTheHeaderHoldForStepsAndMatrix(int unit, double millimetres) {
    unitSform(NiftiBytes.image().pixdim(1, 2, 2, 4)).put(123, unit).write(file("images/p1.nii"));

    assertThat(only(inspect()).spacing().get(2)).isCloseTo(4 * millimetres, within(1e-9));
    assertThat(inspect().notes()).anyMatch(n -> n.contains("the header gives lengths in m"));
  }

  @Test
  void obliquesNear45DegreesAreOneOrientationWhateverTheirLetters() {
    float a = 1.0606612f;
    float b = 1.0606592f;
    NiftiBytes.image().sform(2, a, -b, 0, 0, b, a, 0, 0, 0, 0, 8, 0).write(file("images/p1.nii"));
    NiftiBytes.label().sform(2, b, -a, 0, 0, a, b, 0, 0, 0, 0, 8, 0).write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(only(inspect()).histogram()).containsExactly(1555L, 200L, 45L);
    Scan image = VolumeFormats.installed().readImage(file("images/p1.nii"));
    Scan label = VolumeFormats.installed().readImage(file("labels/p1.nii"));
    assertThat(image.affine().orElseThrow().orientation())
        .isNotEqualTo(label.affine().orElseThrow().orientation());
  }

  @ParameterizedTest
  @ValueSource(floats = {0.999999f, 1.0000006f, 1.0004f})
  void labelsWithinRoundingOfWholeNumbersAreThose(float factor) {
    placed(NiftiBytes.image()).write(file("images/p1.nii"));
    placed(NiftiBytes.floatLabel(factor)).write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(only(inspect()).histogram()).containsExactly(1555L, 200L, 45L);
    assertThat(inspect().notes())
        .containsExactly(
            "label map: values that are no whole numbers are rounded, such as 0.999999 to 1 (p1)");
  }

  @Test
  void labelsScaledByAShareOf255AreWholeNumbers() {
    placed(NiftiBytes.image()).write(file("images/p1.nii"));
    NiftiBytes label = placed(NiftiBytes.label()).scale(1 / 255f, 0);
    for (int i = 0; i < 245; i++) {
      label.put(352 + 100 + i, 255);
    }
    label.write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(only(inspect()).histogram()).containsExactly(1555L, 245L);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.5", "0.998, 0.9980000257492065", "1.0011, 1.001099944114685", "-1, -1"})
  void labelsBetweenWholeNumbersAreRefused(float factor, String shown) {
    placed(NiftiBytes.image()).write(file("images/p1.nii"));
    placed(NiftiBytes.floatLabel(factor)).write(file("labels/p1.nii"));

    assertThat(inspect().problems())
        .singleElement()
        .asString()
        .startsWith("The label map " + file("labels/p1.nii") + " holds " + shown + " at voxel 100")
        .endsWith(": allowed are 0 to 255.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4,1,20,18", "1,4,20,18", "4,20,18,1", "1,4,1,20,18"})
  void axesOfSizeOneOfAnHdf5ArrayAreLeftOut(String listed) {
    Shape shape = Shape.of(Stream.of(listed.split(",")).map(Integer::valueOf).toList());
    float[] values = new float[1440];
    values[361] = 7;
    new Scans(root)
        .write(
            "images/p1.h5", Contents.of(Scan.of(shape, AxisOrder.LAST_FASTEST, Voxels.of(values))));

    assertThat(only(inspect()).shape()).containsExactly(4, 20, 18);
    assertThat(only(inspect()).max()).isEqualTo(7);
    assertThat(inspect().notes())
        .containsExactly(
            "image: axes of size 1 are left out of " + listed.replace(',', 'x') + " (p1)");
  }

  @Test
  void aFourthAxisOfOneTimePointIsLeftOut() {
    placed(NiftiBytes.image().dim(4, 20, 18, 5, 1)).write(file("images/p1.nii"));

    assertThat(only(inspect()).shape()).containsExactly(20, 18, 5);
    assertThat(only(inspect()).spacing()).containsExactly(1.5, 1.5, 8.0);
  }

  @Test
  void timePointsOfOneSliceAreNotTakenForSlices() {
    NiftiBytes.image().dim(4, 20, 18, 1, 5).write(file("images/p1.nii"));

    assertThat(inspect().problems())
        .containsExactly(
            file("images/p1.nii")
                + " has shape 20x18x1x5, but a scan needs 3 axes: name its channels, as with data.channels: [red, green, blue], or split it into one file a time point, channel or layer.");
  }

  @Test
  void bothFormsTheirCodesAndStepsSurviveConversion() {
    StoredForms before = disagreeing(NiftiBytes.image(), "images/p1.nii");
    disagreeing(NiftiBytes.label(), "labels/p1.nii");

    new Conversion(catalog(new DatasetDiagnostics()), Conversion.Target.NIFTI)
        .run(file("out"), Conversion.Labels.ALL, false, FirstPass.SILENT);

    for (String kind : new String[] {"images", "labels"}) {
      Scan written = VolumeFormats.installed().readImage(file("out/" + kind + "/p1.nii.gz"));
      assertThat(written.forms()).contains(before);
    }
    assertThat(inspect().notes())
        .containsExactly(
            "image and label map: sform and qform differ: the sform counts, and label maps written for it keep both (p1)");
  }

  @Test
  void formsThatAreListedInReverseStayWhereTheyAre() {
    disagreeing(NiftiBytes.image(), "p1.nii");
    Scan scan = VolumeFormats.installed().readImage(file("p1.nii"));

    Scan reversed = scan.reversed();
    Path file = new Scans(root).write("reversed.nii", Contents.of(reversed));
    StoredForms forms = VolumeFormats.installed().readImage(file).forms().orElseThrow();
    StoredForms before = scan.forms().orElseThrow();

    assertThat(forms.sformCode()).isEqualTo(2);
    assertThat(forms.qformCode()).isEqualTo(1);
    for (boolean matrix : new boolean[] {true, false}) {
      var here = (matrix ? before.sform() : before.qform()).orElseThrow();
      var there = (matrix ? forms.sform() : forms.qform()).orElseThrow();
      assertThat(there.apply(3, 5, 7)).containsExactly(here.apply(7, 5, 3), within(1e-4));
    }
  }

  @Test
  void aSoftLinkInsideTheFileIsFollowed() throws IOException {
    Path file = file("p1.h5");
    try (var in = RealWorldCasesTest.class.getResourceAsStream("catalog/softlink.h5")) {
      Files.copy(in, file);
    }

    Scan label = VolumeFormats.installed().read(file).label().orElseThrow();

    assertThat(label.shape()).isEqualTo(Shape.of(4, 20, 18));
    assertThat(label.labels(AxisOrder.LAST_FASTEST, 4)).contains(0, 1);
  }

  @Test
  void aLabelMapWithoutOrientationLiesAsItsImage() {
    placed(NiftiBytes.image()).write(file("images/p1.nii"));
    NiftiBytes.label().write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(inspect().notes()).containsExactly("label map" + NO_ORIENTATION);
    assertThat(only(inspect()).histogram()).containsExactly(1555L, 200L, 45L);
  }

  @Test
  void anImageWithoutOrientationLiesAsItsLabelMap() {
    NiftiBytes.image().write(file("images/p1.nii"));
    placed(NiftiBytes.label()).write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(inspect().notes()).containsExactly("image" + NO_ORIENTATION);
  }

  @Test
  void withoutOrientationDifferentStepsAreNoted() {
    NiftiBytes.image().write(file("images/p1.nii"));
    NiftiBytes.label().pixdim(1, 1, 1, 1).write(file("labels/p1.nii"));

    assertThat(inspect().problems()).isEmpty();
    assertThat(inspect().notes())
        .containsExactly(
            "image and label map" + NO_ORIENTATION,
            "image and label map: one shape, but different voxel sizes; that of the image counts (p1)");
    assertThat(only(inspect()).spacing()).containsExactly(1.5, 1.5, 8.0);
  }

  private static NiftiBytes unitSform(NiftiBytes bytes) {
    return bytes.qform(1, HALF_TURN).sform(2, UNIT_SFORM);
  }

  private static NiftiBytes placed(NiftiBytes bytes) {
    return bytes.sform(2, LPS_SFORM);
  }

  private StoredForms disagreeing(NiftiBytes bytes, String name) {
    Path file =
        placed(bytes)
            .pixdim(-1, 1.5f, 1.5f, 8)
            .qform(1, 0, 1, 0, 55, 45, 15)
            .put(123, 2 | 16)
            .write(file(name));
    return VolumeFormats.installed().readImage(file).forms().orElseThrow();
  }

  private Path file(String name) {
    return root.resolve(name);
  }

  private static CaseFacts only(DatasetFacts facts) {
    assertThat(facts.cases()).hasSize(1);
    return facts.cases().get(0);
  }

  private Catalog catalog(DatasetDiagnostics findings) {
    return Datasets.catalog(Configs.at("folder", root.toString()).config(), findings);
  }

  private DatasetFacts inspect() {
    Catalog catalog = catalog(new DatasetDiagnostics());
    // problems of lists and of the split are another matter
    return new Inspection(catalog).run(new DatasetDiagnostics(), FirstPass.SILENT);
  }
}
