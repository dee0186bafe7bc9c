package dev.icl.report.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.VoxelType;
import dev.icl.data.scan.Voxels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class PackedTest {
  @Test
  void wholeNumbersOfTwoBytesStayExact() {
    short[] stored = {-1024, 3071, 0, 12, -1000, 40};
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : stored) {
      bytes.putShort(value);
    }
    Scan scan =
        row(Voxels.of(VoxelType.INT16, bytes.flip().order(ByteOrder.LITTLE_ENDIAN)).scaled(2, 5));

    Packed.Image image = Packed.image(scan, ShownGrid.of(scan));

    assertThat(image.bits()).isEqualTo(16);
    assertThat(Unpacked.values(image)).containsExactly(-2043, 6147, 5, 29, -1995, 85);
  }

  @Test
  void fewLevelsTakeOneByte() {
    Scan scan = row(Voxels.of(VoxelType.UINT8, ByteBuffer.wrap(new byte[] {9, 0, (byte) 255})));

    Packed.Image image = Packed.image(scan, ShownGrid.of(scan));

    assertThat(image.bits()).isEqualTo(8);
    assertThat(Unpacked.values(image)).containsExactly(9, 0, 255);
  }

  @Test
  void otherNumbersAreRoundedToLevelsThatNoEyeTellsApart() {
    Scan scan = row(Voxels.of(-1.5f, 0.123f, Float.NaN, 2.5f, Float.POSITIVE_INFINITY));

    double[] values = Unpacked.values(Packed.image(scan, ShownGrid.of(scan)));

    assertThat(values[0]).isEqualTo(-1.5);
    assertThat(values[1]).isCloseTo(0.123, within(4.0 / 4095));
    assertThat(values[2]).as("not a number").isEqualTo(-1.5);
    assertThat(values[3]).isCloseTo(2.5, within(1e-9));
    assertThat(values[4]).as("infinite").isEqualTo(-1.5);
  }

  @Test
  void anImageOfOneValueAndOneOfNoneAreShown() {
    Scan flat = row(Voxels.of(7f, 7f));
    Scan nothing = row(Voxels.of(Float.NaN, Float.NaN));

    assertThat(Unpacked.values(Packed.image(flat, ShownGrid.of(flat)))).containsExactly(7, 7);
    assertThat(Unpacked.values(Packed.image(nothing, ShownGrid.of(nothing)))).containsExactly(0, 0);
  }

  @Test
  void theWindowLeavesTheFewBrightestOut() {
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 100;
    }
    values[500] = 1000;
    Scan scan = row(Voxels.of(values));

    Packed.Image image = Packed.image(scan, ShownGrid.of(scan));

    assertThat(image.windowLow()).isCloseTo(0, within(1.0));
    assertThat(image.windowHigh()).isCloseTo(99, within(1.0));
  }

  @Test
  void labelsAreTheirOwnNumbersAndToldOnce() {
    Scan scan = row(Voxels.ofLabels((byte) 0, (byte) 3, (byte) 200, (byte) 3));
    boolean[] seen = new boolean[256];

    String text = Packed.labels(scan, ShownGrid.of(scan), seen);

    assertThat(Unpacked.numbers(text, 8)).containsExactly(0, 3, 200, 3);
    assertThat(seen[200]).isTrue();
    assertThat(seen[1]).isFalse();
  }

  @Test
  void whatIsNoLabelIsRefused() {
    Scan scan = row(Voxels.of(0, 0.5f));
    assertThatThrownBy(() -> Packed.labels(scan, ShownGrid.of(scan), new boolean[256]))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The label map holds 0.5 as a label: labels that are shown must be whole numbers from 0 to 255.");
  }

  private static Scan row(Voxels voxels) {
    return Scan.of(Shape.of(voxels.size(), 1, 1), AxisOrder.FIRST_FASTEST, voxels);
  }
}
