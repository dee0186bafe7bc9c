package dev.icl.data.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose names say another format than they have. */
class MisnamedFilesTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.png,  b.nii.gz, PNG,       NIfTI,     .png",
    "a.nii,  b.png,    NIfTI,     PNG,       .nii",
    "a.nii,  b.dcm,    NIfTI,     DICOM,     .nii",
    "a.nrrd, b.mha,    NRRD,      MetaImage, .nrrd",
    "a.mha,  b.nrrd,   MetaImage, NRRD,      .mha",
    "a.h5,   b.tif,    HDF5,      TIFF,      .h5",
    "a.tif,  b.h5,     TIFF,      HDF5,      .tif",
  })
  void theFormatThatAFileHasIsNamed(
      String written, String named, String has, String says, String ending) throws IOException {
    FORMATS.write(folder.resolve(written), Contents.of(slices(1)), false);
    Path file = Files.move(folder.resolve(written), folder.resolve(named));

    assertThatThrownBy(() -> FORMATS.readImage(file))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s is %s by its first bytes, not %s as its name says: rename it to end in %s."
                .formatted(file, has, says, ending));
  }

  @Test
  void damageIsNotTakenForAnotherFormat() throws IOException {
    Path noise = Files.writeString(folder.resolve("a.png"), "noise");
    Path cut = folder.resolve("b.nii");
    FORMATS.write(cut, Contents.of(slices(1)), false);
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 360));

    assertThatThrownBy(() -> FORMATS.readImage(noise)).hasMessageNotContaining("first bytes, not");
    assertThatThrownBy(() -> FORMATS.readImage(cut)).hasMessageNotContaining("first bytes, not");
  }

  private static Scan slices(int count) {
    byte[] values = new byte[12 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % 3);
    }
    return Scan.of(Shape.of(4, 3, count), AxisOrder.FIRST_FASTEST, Voxels.ofLabels(values));
  }
}
