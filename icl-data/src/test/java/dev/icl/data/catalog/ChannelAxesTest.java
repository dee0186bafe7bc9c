package dev.icl.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelAxesTest {
  private static final List<String> NAMES = List.of("FLAIR", "T1");

  @Test
  void theFirstAxisCountsChannelsWhereItHasThatSize() {
    List<Scan> channels = split(ChannelAxis.AUTO, Optional.empty(), 2, 3, 4, 5);

    assertThat(channels).hasSize(2);
    assertThat(channels.get(1).shape()).isEqualTo(Shape.of(3, 4, 5));
    assertThat(channels.get(1).at(2, 3, 4)).isEqualTo(119);
    assertThat(channels.get(0).at(0, 0, 1)).isEqualTo(1);
  }

  @Test
  void theLastAxisCountsChannelsWhereItHasThatSize() {
    List<Scan> channels = split(ChannelAxis.AUTO, Optional.empty(), 3, 4, 5, 2);

    assertThat(channels.get(0).shape()).isEqualTo(Shape.of(3, 4, 5));
    assertThat(channels.get(0).at(0, 0, 1)).isEqualTo(2);
    assertThat(channels.get(1).at(2, 3, 4)).isEqualTo(119);
  }

  @Test
  void aColourImageOfTwoAxesIsOneSlice() {
    List<Scan> channels = split(ChannelAxis.AUTO, Optional.empty(), 4, 5, 2);

    assertThat(channels.get(1).shape()).isEqualTo(Shape.of(1, 4, 5));
    assertThat(channels.get(1).at(0, 0, 1)).isEqualTo(3);
  }

  @Test
  void theLabelMapDecidesBetweenTwoAxes() {
    List<Scan> last = split(ChannelAxis.AUTO, Optional.of(Shape.of(2, 3, 4)), 2, 3, 4, 2);
    List<Scan> first = split(ChannelAxis.AUTO, Optional.of(Shape.of(3, 4, 2)), 2, 3, 4, 2);

    assertThat(last.get(0).shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(first.get(0).shape()).isEqualTo(Shape.of(3, 4, 2));
  }

  @Test
  void theSettingDecidesBetweenTwoAxes() {
    assertThat(split(ChannelAxis.LAST, Optional.empty(), 2, 3, 4, 2).get(0).shape())
        .isEqualTo(Shape.of(2, 3, 4));
    assertThat(split(ChannelAxis.FIRST, Optional.empty(), 2, 3, 4, 2).get(0).shape())
        .isEqualTo(Shape.of(3, 4, 2));
  }

  @Test
  void twoAxesOfThatSizeAreRefusedWithTheSetting() {
    assertThatThrownBy(() -> split(ChannelAxis.AUTO, Optional.empty(), 2, 3, 4, 2))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a.h5 has shape 2x3x4x2, of which the first and the last axis may both count the 2"
                + " channels FLAIR, T1: set data.channel_axis to first or last, or give a file for"
                + " each channel.");
  }

  @Test
  void noAxisOfThatSizeIsRefused() {
    assertThatThrownBy(() -> split(ChannelAxis.AUTO, Optional.empty(), 3, 4, 5, 6))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "a.h5 has shape 3x4x5x6, but an image has the 2 channels FLAIR, T1: give a file for"
                + " each, or one whose first or last axis counts them.");
    assertThatThrownBy(() -> split(ChannelAxis.FIRST, Optional.empty(), 3, 4, 5, 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("whose first axis (data.channel_axis) counts them");
  }

  /** Voxels 0, 1, 2, ... */
  private static List<Scan> split(ChannelAxis axis, Optional<Shape> label, int... shape) {
    int count = 1;
    for (int size : shape) {
      count *= size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    Scan scan = Scan.of(Shape.of(shape), AxisOrder.LAST_FASTEST, Voxels.of(values));
    return ChannelAxes.split(scan, NAMES, label, axis, ChannelAxes.BY_SETTING, "a.h5");
  }
}
