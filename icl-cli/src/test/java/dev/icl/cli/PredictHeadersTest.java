package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.Contents;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The headers of label maps, which are those of their scans. */
class PredictHeadersTest extends PredictFolder {
  @Test
  void theHeaderIsThatOfTheScanButForTheTypeOfItsVoxels() throws IOException {
    // once through a file, since those keep affines in single precision
    Scan once = FORMATS.readImage(folder.resolve("scans/a.nii.gz"));
    FORMATS.write(folder.resolve("plain/c.nii"), Contents.of(once), false);
    predict("plain/c.nii", "--format", "same");

    byte[] scan = Files.readAllBytes(folder.resolve("plain/c.nii"));
    byte[] labels = Files.readAllBytes(folder.resolve("out/c.nii"));
    // datatype and bitpix are at 70 to 73
    assertThat(Arrays.copyOf(labels, 70)).isEqualTo(Arrays.copyOf(scan, 70));
    assertThat(Arrays.copyOfRange(labels, 74, 352)).isEqualTo(Arrays.copyOfRange(scan, 74, 352));
    assertThat(labels).hasSize(352 + 9 * 20 * 3);
  }

  @Test
  void whatIsAssumedOfHeadersIsToldOnceWithTheFirstScans() throws IOException {
    Path scan = folder.resolve("plain/e1.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    // the codes of qform and sform
    bytes.putShort(252, (short) 0).putShort(254, (short) 0);
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("plain/e" + i + ".nii"), bytes.array());
    }

    Outcome outcome = predict("plain");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "Note: the header tells no orientation (the codes of sform and qform are 0) (e1, e2, e3"
                + " and 2 more)");
  }

  /** As the header stands, so that viewers put the label map where they put the scan. */
  @Test
  void bothFormsAndTheirCodesAreThoseOfTheScanAlsoWhereTheyDisagree() throws IOException {
    Path scan = folder.resolve("plain/d.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    float[] pixdim = {-1, 1.5f, 1.5f, 8};
    float[] qform = {0, 1, 0, 55, 45, 15};
    float[] sform = {-1.5f, 0, 0, 30, 0, -1.5f, 0, 20, 0, 0, 8, -10};
    fill(bytes, 76, pixdim).putShort(252, (short) 1).putShort(254, (short) 2);
    Files.write(scan, fill(fill(bytes, 256, qform), 280, sform).array());

    predict("plain/d.nii", "--format", "same");

    byte[] labels = Files.readAllBytes(folder.resolve("out/d.nii"));
    assertThat(Arrays.copyOfRange(labels, 74, 352))
        .isEqualTo(Arrays.copyOfRange(bytes.array(), 74, 352));
  }

  @Test
  void aMatrixOfAxesAloneLeavesTheStepsOfTheScan() throws IOException {
    Path scan = folder.resolve("plain/e.nii");
    FORMATS.write(scan, Contents.of(FORMATS.readImage(folder.resolve("scans/a.nii.gz"))), false);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(scan)).order(ByteOrder.LITTLE_ENDIAN);
    fill(bytes, 76, new float[] {1, 1.31579f, 1.31579f, 10});
    fill(bytes, 256, new float[] {0, 0, 1, 0, 0, 0}).putShort(252, (short) 1);
    fill(bytes, 280, new float[] {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0});
    Files.write(scan, bytes.array());

    predict("plain/e.nii", "--format", "same");
    predict("plain/e.nii");

    for (String name : List.of("out/e.nii", "out/e.nii.gz")) {
      Scan labels = FORMATS.readLabel(folder.resolve(name));
      assertThat(labels.spacing().orElseThrow()).containsExactly(1.31579f, 1.31579f, 10);
      assertThat(labels.forms().orElseThrow().pixdim())
          .startsWith(1.0, (double) 1.31579f, (double) 1.31579f, 10.0);
    }
  }

  private static ByteBuffer fill(ByteBuffer header, int at, float[] values) {
    for (int i = 0; i < values.length; i++) {
      header.putFloat(at + 4 * i, values[i]);
    }
    return header;
  }
}
