package dev.icl.data.acdc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the messages for a folder that is not as it should be; {@code ROOT} is the folder. */
class AcdcErrorsTest {
  private static final String SLICE = "patient02_frame01_slice_1";
  private static final byte[][] LABEL = {{0, 1, 2}, {3, 3, 3}};

  @TempDir private Path root;
  private Folder folder;

  @BeforeEach
  void writeFolder() {
    folder = Folder.create(root);
  }

  @Test
  void emptyRoot() {
    refused(
        () -> AcdcDataset.open(" "),
        "data.root is empty: set it to the folder that holds train_slices.list, val.list and"
            + " data/.");
  }

  @Test
  void missingFolder() {
    refused(
        () -> AcdcDataset.open(root.resolve("nowhere").toString()),
        "The folder data.root 'ROOT/nowhere' does not exist: set it to the folder that holds"
            + " train_slices.list, val.list and data/.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train_slices.list", "val.list"})
  void missingList(String list) throws IOException {
    Files.delete(root.resolve(list));

    refused(
        folder::open,
        "The list ROOT/"
            + list
            + " does not exist: set data.root to the folder that holds train_slices.list,"
            + " val.list and data/.");
  }

  @Test
  void emptyList() {
    folder.text("val.list", "\n \n");

    refused(folder::open, "ROOT/val.list names no case: put one name a line.");
  }

  @Test
  void listOfBytes() throws IOException {
    Files.write(root.resolve("val.list"), new byte[] {(byte) 0xff, 0x41, 0, 1});

    refused(
        folder::open,
        "Cannot read the list ROOT/val.list: it must be a text file in UTF-8, one case a line.");
  }

  @Test
  void listOfZeroBytes() throws IOException {
    Files.write(root.resolve("val.list"), new byte[16]);

    refused(folder::open, "ROOT/val.list is no text file (line 1): put one name a line.");
  }

  @Test
  void listNamesAnAbsentFile() {
    folder.text("val.list", "patient03_frame01\npatient09_frame02\n");

    refused(
        folder::open,
        "ROOT/val.list names 'patient09_frame02' in line 2, but ROOT/data/patient09_frame02.h5"
            + " does not exist: restore the file, or remove the line.");
  }

  @Test
  void aListNamesACaseTwice() {
    folder.text("val.list", "patient03_frame01\npatient03_frame01\n");

    refused(
        folder::open,
        "ROOT/val.list names 'patient03_frame01' again in line 2: remove one of the lines.");
  }

  @Test
  void aPatientIsInBothLists() {
    folder.h5("patient01_frame02", Map.of("image", new float[1][2][3], "label", new byte[1][2][3]));
    folder.text("val.list", "patient03_frame01\npatient01_frame02\n");

    refused(
        folder::open,
        "ROOT/train_slices.list and ROOT/val.list both list scans of the patient patient01"
            + " (patient01_frame01_slice_1, patient01_frame02): keep every patient in one list, or"
            + " results are too good to be true.");
  }

  @Test
  void severalMistakesAreCounted() throws IOException {
    Files.delete(root.resolve("train_slices.list"));
    folder.text("val.list", "");

    refused(
        folder::open,
        "The list ROOT/train_slices.list does not exist: set data.root to the folder that holds"
            + " train_slices.list, val.list and data/. (1 more: icl data check lists it.)");
  }

  @Test
  void everyScanIsReadBeforeTraining() {
    folder.h5("patient03_frame01", Map.of("image", new float[1][2][3]));

    refused(
        () -> folder.open().readAll(FirstPass.SILENT),
        "ROOT/data/patient03_frame01.h5 has no dataset 'label': store both 'image' and"
            + " 'label' there.");
  }

  @Test
  void fileVanishesAfterOpening() throws IOException {
    AcdcDataset dataset = folder.open();
    Files.delete(folder.file(SLICE));

    refused(
        () -> dataset.trainingSample(0),
        "The scan ROOT/data/patient02_frame01_slice_1.h5 does not exist: restore the file, or"
            + " remove its line from the list.");
  }

  @Test
  void fileOfAnotherFormat() throws IOException {
    Files.writeString(folder.file(SLICE), "this is no HDF5");

    sliceRefused(
        "ROOT/data/patient02_frame01_slice_1.h5 is not HDF5: its signature is missing; fetch it"
            + " again.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 0.6, 0.9})
  void fileCutShort(double share) throws IOException {
    byte[] whole = Files.readAllBytes(folder.file(SLICE));
    Files.write(folder.file(SLICE), Arrays.copyOf(whole, (int) (whole.length * share)));

    assertThatThrownBy(() -> folder.open().trainingSample(0))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot read %s as HDF5: the file is damaged".formatted(folder.file(SLICE)))
        .hasMessageEndingWith("; fetch it again.");
  }

  @Test
  void imageIsMissing() {
    folder.h5(SLICE, Map.of("label", LABEL));

    sliceRefused(
        "ROOT/data/patient02_frame01_slice_1.h5 has no dataset 'image': store both 'image' and"
            + " 'label' there.");
  }

  @Test
  void labelIsMissing() {
    folder.h5(SLICE, Map.of("image", new float[2][3]));

    sliceRefused(
        "ROOT/data/patient02_frame01_slice_1.h5 has no dataset 'label': store both 'image' and"
            + " 'label' there.");
  }

  @Test
  void shapesDiffer() {
    folder.h5(SLICE, Map.of("image", new float[3][2], "label", LABEL));

    sliceRefused(
        "In ROOT/data/patient02_frame01_slice_1.h5 'image' has shape [3, 2] but 'label' has shape"
            + " [2, 3]: both must be of one shape.");
  }

  @Test
  void volumeInPlaceOfASlice() {
    folder.h5(SLICE, Map.of("image", new float[1][2][3], "label", new byte[1][2][3]));

    sliceRefused(
        "In ROOT/data/patient02_frame01_slice_1.h5 'image' has shape [1, 2, 3], but must have 2"
            + " axes, rows and columns.");
  }

  @Test
  void labelOutsideTheClasses() {
    byte[][] label = {{0, 1, 2}, {3, 4, 3}};
    folder.h5(SLICE, Map.of("image", new float[2][3], "label", label));

    sliceRefused(
        "In ROOT/data/patient02_frame01_slice_1.h5 'label' holds 4 at voxel 4: allowed are the"
            + " classes 0 to 3.");
  }

  @Test
  void negativeLabel() {
    int[][] label = {{0, 1, 2}, {3, 0, -1}};
    folder.h5(SLICE, Map.of("image", new float[2][3], "label", label));

    sliceRefused(
        "In ROOT/data/patient02_frame01_slice_1.h5 'label' holds -1 at voxel 5: allowed are the"
            + " classes 0 to 3.");
  }

  @Test
  void fractionalLabel() {
    float[][] label = {{0, 1.5f, 2}, {3, 0, 0}};
    folder.h5(SLICE, Map.of("image", new float[2][3], "label", label));

    sliceRefused(
        "In ROOT/data/patient02_frame01_slice_1.h5 'label' holds 1.5 at voxel 1: allowed are the"
            + " classes 0 to 3.");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void intensityIsNotFinite(float value) {
    float[][] image = {{0, 0, value}, {0, 0, 0}};
    folder.h5(SLICE, Map.of("image", image, "label", LABEL));

    sliceRefused(
        "ROOT/data/patient02_frame01_slice_1.h5 holds 1 voxel that is NaN or infinite, the first at"
            + " voxel 2: write the file anew with a number in their place, such as 0, or leave the"
            + " scan out.");
  }

  private void sliceRefused(String message) {
    refused(() -> folder.open().trainingSample(0), message);
  }

  private void refused(ThrowingCallable action, String message) {
    assertThatThrownBy(action)
        .isInstanceOf(UserException.class)
        .hasMessage(message.replace("ROOT", root.toString()));
  }
}
