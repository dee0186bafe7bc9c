package dev.icl.data.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class VoxelsTest {
  @Test
  void unsignedTypesHaveNoNegativeValues() {
    ByteBuffer ones = ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});

    assertThat(Voxels.of(VoxelType.UINT8, ones).at(0)).isEqualTo(255);
    assertThat(Voxels.of(VoxelType.UINT16, ones).at(0)).isEqualTo(65_535);
    assertThat(Voxels.of(VoxelType.UINT32, ones).at(0)).isEqualTo(4_294_967_295.0);
    assertThat(Voxels.of(VoxelType.UINT64, ones).at(0)).isEqualTo(18_446_744_073_709_551_615.0);
    assertThat(Voxels.of(VoxelType.INT16, ones).at(0)).isEqualTo(-1);
  }

  @Test
  void theBuffersByteOrderCounts() {
    ByteBuffer bigEndian = ByteBuffer.wrap(new byte[] {1, 2});

    assertThat(Voxels.of(VoxelType.INT16, bigEndian).at(0)).isEqualTo(0x102);
  }

  @Test
  void valuesAreScaledInDoublePrecision() {
    Voxels voxels = Voxels.ofLabels((byte) 3).scaled(0.1, 1e9);

    assertThat(voxels.at(0)).isEqualTo(3 * 0.1 + 1e9);
    assertThat(voxels.integerAt(0)).isEqualTo(3);
  }

  @Test
  void zeroStandsForWhatIsNotFinite() {
    Voxels voxels = Voxels.of(1, Float.NaN, Float.NEGATIVE_INFINITY, 4);

    assertThat(voxels.countNonFinite()).isEqualTo(2);
    assertThat(voxels.withZeroForNonFinite().toFloats()).containsExactly(1, 0, 0, 4);
    assertThat(voxels.at(1)).isNaN();
  }

  @Test
  void aValueBeyondSinglePrecisionIsNotFinite() {
    ByteBuffer doubles = ByteBuffer.allocate(24);
    doubles.asDoubleBuffer().put(new double[] {2, 1e300, -3});
    Voxels large = Voxels.of(VoxelType.FLOAT64, doubles);
    Voxels scaled = Voxels.ofLabels((byte) 0, (byte) 9).scaled(1e38, 0);

    assertThat(large.countNonFinite()).isEqualTo(1);
    assertThat(large.firstNonFinite()).isEqualTo(1);
    assertThat(large.withZeroForNonFinite().toFloats()).containsExactly(2, 0, -3);
    assertThat(scaled.countNonFinite()).isEqualTo(1);
    assertThat(scaled.firstNonFinite()).isEqualTo(1);
    assertThat(Voxels.of(1, 2).firstNonFinite()).isEqualTo(-1);
  }

  @Test
  void theFirstValueThatIsNoClassIsFound() {
    assertThat(Voxels.ofLabels((byte) 0, (byte) 3, (byte) 4).firstBeyond(4)).isEqualTo(2);
    assertThat(Voxels.of(0, 1.5f).firstBeyond(4)).isEqualTo(1);
    assertThat(Voxels.of(0, -1).firstBeyond(4)).isEqualTo(1);
    assertThat(Voxels.of(0, 3).firstBeyond(4)).isEqualTo(-1);
  }
}
