package dev.icl.data.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.FolderScans;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Series that are put together, and those that make no scan. */
class DicomSeriesTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir private Path folder;

  @Test
  void slicesFollowEachOtherByTheirPlaces() throws IOException {
    write("a", DicomBytes.slice(6).pixels(Tags.PIXELS, new byte[] {9, 0, 9, 0, 9, 0, 9, 0}));
    write("b", DicomBytes.slice(0));
    write("c.dcm", DicomBytes.slice(3));

    Scan scan = FORMATS.readImage(folder);

    assertThat(scan.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(scan.floats(AxisOrder.FIRST_FASTEST))
        .containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 9, 9, 9, 9);
    // columns are 0.25 mm apart and run to the left, rows 0.5 and to the back
    assertThat(scan.affine().orElseThrow().rows())
        .containsExactly(-0.25, -0.0, -0.0, -10, -0.0, -0.5, -0.0, -20, 0, 0, 3, 0);
    assertThat(scan.affine().orElseThrow().orientation().codes()).isEqualTo("LPS");
  }

  @Test
  void theHashIsOfEverySlice() throws IOException {
    write("a", DicomBytes.slice(0));
    write("b", DicomBytes.slice(1));
    String before = FORMATS.readImage(folder).sha256().orElseThrow();

    write("b", DicomBytes.slice(1).text(Tags.SERIES_DESCRIPTION, "LO", "another"));

    assertThat(FORMATS.readImage(folder).sha256().orElseThrow()).isNotEqualTo(before);
    assertThat(FORMATS.files(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
  }

  @Test
  void reportsAndOtherFilesOfTheFolderAreNoSlices() throws IOException {
    write("a", DicomBytes.slice(0));
    write("b", DicomBytes.slice(1));
    write("report", DicomBytes.slice(2).without(Tags.PIXELS).without(Tags.ROWS));
    Files.writeString(folder.resolve("readme.txt"), "none of them");

    assertThat(FORMATS.readImage(folder).shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(FORMATS.scans(folder))
        .isEqualTo(
            new FolderScans(
                List.of(folder),
                List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("report"))));
  }

  @Test
  void ofSeveralSeriesOneIsChosenByItsUid() throws IOException {
    write("a", DicomBytes.slice(0));
    write("b", DicomBytes.slice(1));
    write("c", other(0));
    write("d", other(2));

    assertThat(FORMATS.scans(folder).scans())
        .containsExactly(folder.resolve("1.2.3"), folder.resolve("4.5.6"));
    assertThat(FORMATS.readImage(folder.resolve("1.2.3")).spacing().orElseThrow()[2]).isEqualTo(1);
    assertThat(FORMATS.readImage(folder.resolve("4.5.6")).spacing().orElseThrow()[2]).isEqualTo(2);
    assertThatThrownBy(() -> FORMATS.read(folder))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%1$s holds 2 DICOM series: put each into a folder of its own, or name one of them, %1$s/1.2.3 (MR, slices: 2); %1$s/4.5.6 (MR, slices: 2, 't2 tse')."
                .formatted(folder));
  }

  private static DicomBytes other(double z) {
    return DicomBytes.slice(z)
        .text(Tags.SERIES_INSTANCE, "UI", "4.5.6")
        .text(Tags.SERIES_DESCRIPTION, "LO", "t2 tse");
  }

  @Test
  void thePatientIsAHashOfTheIdentifier() throws IOException {
    write("a", DicomBytes.slice(0));

    assertThat(FORMATS.patient(folder).orElseThrow())
        .matches("patient-[0-9a-f]{12}")
        .isEqualTo(FORMATS.patient(folder.resolve("a")).orElseThrow());

    write("a", DicomBytes.slice(0).text(Tags.PATIENT_ID, "LO", " "));
    assertThat(FORMATS.patient(folder)).isEmpty();
  }

  @Test
  void aSliceAloneHasTheGridThatItsThicknessGives() throws IOException {
    write("a.dcm", DicomBytes.slice(5).text(Tags.SLICE_THICKNESS, "DS", "4"));
    Scan scan = FORMATS.readImage(folder.resolve("a.dcm"));

    assertThat(scan.spacing().orElseThrow()).containsExactly(0.25, 0.5, 4);

    write("a.dcm", DicomBytes.slice(5));
    Scan without = FORMATS.readImage(folder.resolve("a.dcm"));
    assertThat(without.affine()).isEmpty();
    assertThat(without.notes())
        .contains("the header of the only slice tells no thickness, so the grid is unknown");
  }

  @Test
  void aFileWithoutPreambleIsReadByItsEnding() throws IOException {
    byte[] whole = DicomBytes.slice(5).bytes();
    Files.write(folder.resolve("a.ima"), Arrays.copyOfRange(whole, 132, whole.length));

    assertThat(FORMATS.readImage(folder.resolve("a.ima")).shape()).isEqualTo(Shape.of(2, 2, 1));
  }

  @Test
  void nearlyEvenPlacesAreNoted() throws IOException {
    write("a", DicomBytes.slice(0));
    write("b", DicomBytes.slice(2.06));
    write("c", DicomBytes.slice(4));

    assertThat(FORMATS.readImage(folder).notes())
        .containsExactly("slices are up to 3 % of a step away from even places");
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        trouble(
            s -> s.text(Tags.POSITION, "DS", "10\\20\\7"),
            "FOLDER lacks slices between b and d, which are 6.00 mm apart where others are 1.00: fetch the missing ones."),
        trouble(
            s -> s.text(Tags.POSITION, "DS", "10\\20\\1").text(Tags.SOP_INSTANCE, "UI", "9"),
            "FOLDER has several slices at one place (b and d, for example): it holds several times, echoes or contrasts; put each into a folder of its own."),
        trouble(
            s ->
                s.text(Tags.POSITION, "DS", "10\\20\\1")
                    .text(Tags.SOP_INSTANCE, "UI", "1.2.3.1000"),
            "FOLDER holds one slice twice, in b and d: remove one of them."),
        trouble(
            s -> s.text(Tags.POSITION, "DS", "10\\20\\2.4"),
            "FOLDER has slices at uneven places, 1.00 to 1.40 mm apart: convert it to even steps, for example with dcm2niix."),
        trouble(
            s -> s.text(Tags.ORIENTATION, "DS", "0\\1\\0\\0\\0\\-1"),
            "FOLDER has slices of several orientations (a and d, for example): it is a localiser or several stacks; put each orientation into a folder of its own."),
        trouble(
            s -> s.text(Tags.PIXEL_SPACING, "DS", "0.5\\0.5"),
            "FOLDER has slices of several pixel sizes (a and d, for example): put each into a folder of its own."),
        trouble(
            s -> s.small(Tags.ROWS, 1),
            "FOLDER has slices of several sizes (a has 2 columns and 2 rows, d 2 and 1): put each size into a folder of its own."),
        trouble(
            s -> s.without(Tags.POSITION),
            "FOLDER/d lacks the DICOM element ImagePositionPatient (0020,0032), without which slices have no places: export the series again, or leave the file out."),
        trouble(
            s -> s.text(Tags.ORIENTATION, "DS", "1\\0\\0\\1\\1\\0"),
            "FOLDER/d has the unusable DICOM element ImageOrientationPatient (0020,0037) '1\\0\\0\\1\\1\\0': export the series again."),
        trouble(
            s -> s.text(Tags.PIXEL_SPACING, "DS", "0\\0.5"),
            "FOLDER/d has the unusable DICOM element PixelSpacing (0028,0030) '0\\0.5': export the series again."),
        trouble(
            s -> s.text(Tags.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\LOCALIZER"),
            "FOLDER/d is a localiser (ImageType), whose slices make no volume: choose another series."),
        trouble(
            s -> s.text(Tags.IMAGE_TYPE, "CS", "ORIGINAL\\PRIMARY\\M\\MOSAIC"),
            "FOLDER/d is a mosaic of slices in one image (ImageType): convert it to NIfTI, for example with dcm2niix."),
        trouble(
            s -> s.small(Tags.SAMPLES_PER_PIXEL, 3).text(Tags.PHOTOMETRIC, "CS", "RGB"),
            "FOLDER/d holds colours (RGB), which have no intensities: choose a series of grey values."),
        trouble(
            s -> s.text(Tags.SOP_CLASS, "UI", "1.2.840.10008.5.1.4.1.1.66.4"),
            "FOLDER/d is a DICOM segmentation object, not an image: name the series that it was made of."),
        trouble(
            s -> s.without(Tags.PIXELS).pixels(Tags.FLOAT_PIXELS, new byte[16]),
            "FOLDER/d holds floating-point samples, which are not read from DICOM: convert it to NIfTI, for example with dcm2niix."),
        trouble(
            s -> s.without(Tags.COLUMNS),
            "FOLDER/d lacks the DICOM element Columns (0028,0011): export the series again."),
        trouble(
            s -> s.small(Tags.BITS_ALLOCATED, 12),
            "FOLDER/d has the unusable DICOM element BitsAllocated (0028,0100) '12': export the series again."),
        trouble(
            s -> s.text(Tags.SLOPE, "DS", "0"),
            "FOLDER/d has the unusable DICOM element RescaleSlope (0028,1053) '0': export the series again."),
        trouble(
            s -> s.pixels(Tags.PIXELS, new byte[6]),
            "FOLDER/d is truncated: its header announces 8 bytes of samples, but 6 are there; fetch it again."),
        trouble(
            s -> s.syntax("1.2.840.10008.1.2.4.201"),
            "FOLDER/d is in the transfer syntax 1.2.840.10008.1.2.4.201, which is not read: convert it to one that is, for example with gdcmconv --raw."),
        trouble(
            s -> s.syntax("1.2.840.10008.1.2.5"),
            "FOLDER/d has uncompressed samples, which do not go with its transfer syntax: export the series again."));
  }

  /** A change of the last of four slices, and what is said then. */
  private static Arguments trouble(UnaryOperator<DicomBytes> change, String sentence) {
    return Arguments.of(change, sentence);
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void saysWhyASeriesIsNoScan(UnaryOperator<DicomBytes> change, String sentence)
      throws IOException {
    write("a", DicomBytes.slice(0));
    write("b", DicomBytes.slice(1));
    write("d", change.apply(DicomBytes.slice(2)));

    assertThatThrownBy(() -> FORMATS.read(folder))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence.replace("FOLDER", folder.toString()));
  }

  @Test
  void aTiltedGantryIsNamed() throws IOException {
    for (int z = 0; z < 3; z++) {
      write(
          "s" + z,
          DicomBytes.slice(z).text(Tags.POSITION, "DS", "10\\" + (20 + 0.2679 * z) + "\\" + z));
    }

    assertThatThrownBy(() -> FORMATS.read(folder))
        .isInstanceOf(UserException.class)
        .hasMessage(
            folder
                + " has slices that are shifted against each other, by a gantry that was tilted by 15.00 degrees: convert it to a straight grid, for example with dcm2niix.");
  }

  @Test
  void framesWithoutPlacesMakeNoScan() throws IOException {
    write("a.dcm", DicomBytes.slice(0).text(Tags.FRAMES, "IS", "3"));

    assertThatThrownBy(() -> FORMATS.read(folder.resolve("a.dcm")))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "a.dcm has 3 frames, but PerFrameFunctionalGroupsSequence (5200,9230) tells the place of 0: choose a series whose frames have places.");
  }

  @Test
  void aDamagedSliceStopsItsSeries() throws IOException {
    write("a", DicomBytes.slice(0));
    byte[] slice = DicomBytes.slice(1).bytes();
    Files.write(folder.resolve("b"), Arrays.copyOf(slice, 200));

    assertThatThrownBy(() -> FORMATS.read(folder))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder.resolve("b") + " is truncated: its DICOM element (")
        .hasMessageEndingWith("reaches beyond the end of what it is in; fetch it again.");
  }

  @Test
  void whatIsNoDicomSaysSo() throws IOException {
    Files.writeString(folder.resolve("a.dcm"), "a text");

    assertThatThrownBy(() -> FORMATS.read(folder.resolve("a.dcm")))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "a.dcm is not DICOM: it has no DICM behind its first 128 bytes; fetch it again, or move it elsewhere.");
    assertThat(FORMATS.scans(folder)).isEqualTo(FolderScans.NONE);
  }

  private void write(String name, DicomBytes file) throws IOException {
    Files.write(folder.resolve(name), file.bytes());
  }
}
