package dev.icl.modules.network.unet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Topologies worked out by hand from nnU-Net's published rule. */
class TopologyRuleTest {
  private static final List<Integer> THREES = List.of(3, 3, 3);

  /** Spacings 5, 1.5625: the slices join in when the pixels have 3.125 mm. */
  @Test
  void slicesFarApartAreHalvedLater() {
    Topology acdc = TopologyRule.of(List.of(20, 256, 224), List.of(5., 1.5625, 1.5625));

    assertThat(acdc.strides()).isEqualTo(strides("111 122 222 222 122 122"));
    assertThat(acdc.kernels())
        .isEqualTo(List.of(List.of(1, 3, 3), THREES, THREES, THREES, THREES, THREES));
    assertThat(acdc.divisors()).containsExactly(4, 32, 32);
    assertThat(acdc.scales(2)).containsExactly(2, 4, 4);
    assertThat(acdc.features(32)).containsExactly(32, 64, 128, 256, 320, 320);
  }

  @Test
  void everyAxisOfACubeIsHalvedUntilFourPixelsAreLeft() {
    Topology brats = TopologyRule.of(List.of(128, 128, 128), List.of(1., 1., 1.));

    assertThat(brats.strides()).isEqualTo(strides("111 222 222 222 222 222"));
    assertThat(brats.kernels()).isEqualTo(Collections.nCopies(6, THREES));
  }

  /** 80, 40, 20, 10 and 5 pixels along the first axis: it is halved four times. */
  @Test
  void shortAxesAreLeftAloneAtDeeperLevels() {
    Topology heart = TopologyRule.of(List.of(80, 192, 160), List.of(1.37, 1.25, 1.25));

    assertThat(heart.strides()).isEqualTo(strides("111 222 222 222 222 122"));
    assertThat(heart.divisors()).containsExactly(16, 32, 32);
  }

  /** 24 and 8 pixels, 12 and 4, then 12 alone are halved, 11 are not. */
  @Test
  void anAxisAloneIsHalvedFromTwelvePixelsOn() {
    assertThat(TopologyRule.of(List.of(24, 8), List.of(1., 1.)).strides())
        .isEqualTo(strides("11 22 21"));
    assertThat(TopologyRule.of(List.of(22, 8), List.of(1., 1.)).strides())
        .isEqualTo(strides("11 22"));
  }

  @Test
  void oddSizesAreRoundedUpAndThePatchIsPadded() {
    Topology topology = TopologyRule.of(List.of(36, 190.5), List.of(1., 1.));

    assertThat(topology.strides()).isEqualTo(strides("11 22 22 22 12 12"));
    assertThat(topology.padded(List.of(36, 190.5))).containsExactly(40, 192);
  }

  @Test
  void imagesHaveMoreFeaturesThanVolumes() {
    Topology image = TopologyRule.of(List.of(256, 256), List.of(1., 1.));

    assertThat(image.features(32)).containsExactly(32, 64, 128, 256, 512, 512, 512);
    assertThat(image.features(8)).containsExactly(8, 16, 32, 64, 128, 128, 128);
  }

  @Test
  void aTinyPatchHasOneLevel() {
    assertThat(TopologyRule.of(List.of(7, 7), List.of(1., 1.)).levels()).isEqualTo(1);
    assertThat(TopologyRule.of(List.of(8, 4), List.of(1., 1.)).levels()).isEqualTo(1);
  }

  @Test
  void asManyDistancesAsSizesAreAskedFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopologyRule.of(List.of(16, 16), List.of(1.)))
        .withMessage("spacing [1.0] of a patch [16, 16]");
  }

  /** As {@code 111 122}: a list for each word. */
  static List<List<Integer>> strides(String words) {
    return List.of(words.split(" ")).stream()
        .map(word -> word.chars().mapToObj(Character::getNumericValue).toList())
        .toList();
  }
}
