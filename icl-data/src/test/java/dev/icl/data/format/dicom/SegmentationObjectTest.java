package dev.icl.data.format.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.format.ReadLimits;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationObjectTest {
  private static final Path SERIES = DicomResources.of("explicit");
  private static final int AREA = 23 * 17;
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 5, 17, 9, 8, 7);
  private static final List<String> CLASSES = List.of("background", "liver", "thing");

  @TempDir private Path folder;

  @Test
  void everyClassOfASliceIsAFrameOfItsBits() throws IOException {
    byte[] classes = new byte[4 * AREA];
    classes[2 * AREA + 30] = 1;
    classes[2 * AREA + 31] = 2;
    classes[3 * AREA] = 2;

    DicomFile written = written(classes);

    assertThat(written.frames()).isEqualTo(3);
    assertThat(bits(written))
        .containsExactly(30, AREA + 31, 2 * AREA); // frames: liver 3, thing 3, thing 4
    List<Elements> frames = written.elements().items(Tags.FRAME_GROUPS);
    assertThat(frames)
        .extracting(
            f -> f.item(Tags.PLANE_POSITION).orElseThrow().text(Tags.POSITION).orElseThrow())
        .satisfies(
            positions -> {
              assertThat(positions.get(0)).isEqualTo(positions.get(1));
              assertThat(positions.get(2)).isNotEqualTo(positions.get(1));
            });
    Elements group = written.elements().item(Tags.SHARED_GROUPS).orElseThrow();
    assertThat(group.item(Tags.PIXEL_MEASURES).orElseThrow().numbers(Tags.PIXEL_SPACING, 2))
        .hasValueSatisfying(spacing -> assertThat(spacing).containsExactly(1.3, 0.7));
    assertThat(written.elements().text(Tags.PATIENT_ID)).contains("NOBODY-7");
    assertThat(written.elements().text(0x00080023)).contains("20260517");
  }

  @Test
  void theSameSegmentationHasTheSameIdentity() throws IOException {
    byte[] classes = new byte[4 * AREA];
    classes[5] = 1;
    String first = written(classes).elements().text(Tags.SOP_INSTANCE).orElseThrow();
    String again = written(classes).elements().text(Tags.SOP_INSTANCE).orElseThrow();
    classes[6] = 1;
    String other = written(classes).elements().text(Tags.SOP_INSTANCE).orElseThrow();

    assertThat(again).isEqualTo(first).matches("2\\.25\\.[1-9][0-9]{20,38}");
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void nothingIsOneEmptyFrame() throws IOException {
    DicomFile written = written(new byte[4 * AREA]);

    assertThat(written.frames()).isEqualTo(1);
    assertThat(bits(written)).isEmpty();
  }

  @Test
  void whatTheObjectNeedsMustBeThere() throws IOException {
    for (int z = 0; z < 2; z++) {
      Files.write(folder.resolve("s" + z), DicomBytes.slice(z).bytes());
    }
    Scan scan = VolumeFormats.installed().readImage(folder);
    Scan labels = scan.withVoxels(Voxels.ofLabels(new byte[8]));

    assertThatThrownBy(
            () ->
                SegmentationObject.write(
                    folder.resolve("out.dcm"), folder, labels, CLASSES, false, NOW))
        .isInstanceOf(UserException.class)
        .hasMessage(
            folder.resolve("s0")
                + " lacks the DICOM element StudyInstanceUID (0020,000d), which a segmentation object needs: write .nii.gz instead.");
  }

  private DicomFile written(byte[] classes) throws IOException {
    Path file = folder.resolve("out.dcm");
    Scan labels = VolumeFormats.installed().readImage(SERIES).withVoxels(Voxels.ofLabels(classes));
    SegmentationObject.write(file, SERIES, labels, CLASSES, true, NOW);
    return DicomFile.whole(file, Files.readAllBytes(file), ReadLimits.standard());
  }

  /** The places of the bits that are set. */
  private static List<Integer> bits(DicomFile file) {
    DicomFile.Pixels pixels = file.pixels().orElseThrow();
    ByteBuffer bytes = ByteBuffer.wrap(file.elements().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    return IntStream.range(0, 8 * (int) pixels.length())
        .filter(bit -> (bytes.get(pixels.from() + bit / 8) >> bit % 8 & 1) == 1)
        .boxed()
        .toList();
  }
}
