package dev.icl.modules.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places of windows along each axis. */
class WindowPlacementTest {
  private static final InferenceConfig HALF = InferenceConfig.defaults();

  /** Left atrium, 112 with stride 18; BraTS, 96 with stride 64; nnU-Net's own example. */
  @ParameterizedTest
  @CsvSource({
    "STRIDED, 190, 112, 18, '[0, 18, 36, 54, 72, 78]'",
    "STRIDED, 88, 80, 4, '[0, 4, 8]'",
    "STRIDED, 155, 96, 64, '[0, 59]'",
    "STRIDED, 240, 96, 64, '[0, 64, 128, 144]'",
    "STRIDED, 96, 96, 48, '[0]'",
    "EVEN, 110, 64, 32, '[0, 23, 46]'",
    "EVEN, 64, 64, 32, '[0]'",
    "EVEN, 65, 64, 32, '[0, 1]'",
    "EVEN, 101, 20, 10, '[0, 9, 18, 27, 36, 45, 54, 63, 72, 81]'"
  })
  void windowsBeginWhereTheRecipesHaveThem(
      WindowPlacement placement, int size, int window, double stride, String starts) {
    assertThat(Arrays.toString(placement.starts(size, window, stride))).isEqualTo(starts);
  }

  @Test
  void overlapsAndStridesMayDifferFromAxisToAxis() {
    InferenceConfig strides = HALF.withStride(List.of(1, 3));
    InferenceConfig shares = HALF.withOverlap(List.of(0.75, 0.25));

    assertThat(strides.stride(0, 4)).isEqualTo(1);
    assertThat(strides.stride(1, 4)).isEqualTo(3);
    assertThat(shares.stride(0, 4)).isEqualTo(1);
    assertThat(shares.stride(1, 4)).isEqualTo(3);
    assertThatThrownBy(() -> new SlidingWindow(Shape.of(4, 4, 4), strides, 1))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "inference.stride has 2 values, but the network's images have 3 axes (train.patch):"
                + " give one value for all axes, or one for each.");
    assertThatThrownBy(() -> new SlidingWindow(Shape.of(4, 2), strides, 1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("inference.stride is [1, 3], but windows are of [4, 2]");
  }
}
