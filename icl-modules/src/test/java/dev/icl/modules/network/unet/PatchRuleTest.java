package dev.icl.modules.network.unet;

import static dev.icl.modules.network.unet.TopologyRuleTest.strides;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that nnU-Net publishes, and its own count of what a network computes. */
class PatchRuleTest {
  @Test
  void featureMapsAreCountedAsPublished() {
    List<Integer> cube = List.of(128, 128, 128);
    Topology topology = TopologyRule.of(cube, List.of(1., 1., 1.));

    assertThat(FeatureMaps.elements(UNetSettings.auto().with(topology), cube, 2))
        .isEqualTo(450_699_264);
  }

  /**
   * Level by level: 4·256 of the stem, 2·4·256 and so on; the shortcut of a halved level counts.
   */
  @Test
  void residualBlocksCountTheirShortcuts() {
    List<Integer> image = List.of(16, 16);
    UNetSettings residual =
        UNetSettings.auto(EncoderKind.RESIDUAL, 4).with(TopologyRule.of(image, List.of(1., 1.)));

    long encoder = 3 * 4 * 256 + (2 * 3 + 1) * 8 * 64 + (2 * 4 + 1) * 16 * 16;
    long decoder = 2 * 8 * 64 + 2 * 4 * 256 + 3 * 256;
    assertThat(residual.strides()).isEqualTo(strides("11 22 22"));
    assertThat(FeatureMaps.elements(residual, image, 3)).isEqualTo(encoder + decoder);
  }

  @Test
  void acdcIsPlannedAsPublished() {
    PatchRule.Choice choice =
        choose(List.of(5., 1.5625, 1.5625), List.of(18., 237., 208.), 200, 4, 8);

    assertThat(choice.patch()).containsExactly(20, 256, 224);
    assertThat(choice.batch()).isEqualTo(4);
    assertThat(choice.network().strides()).isEqualTo(strides("111 122 222 222 122 122"));
    assertThat(choice.network().kernels().get(0)).containsExactly(1, 3, 3);
    assertThat(choice.elements()).isEqualTo(310_481_920);
  }

  @Test
  void theHeartIsPlannedAsPublished() {
    PatchRule.Choice choice =
        choose(List.of(1.37, 1.25, 1.25), List.of(115., 320., 232.), 20, 2, 8);

    assertThat(choice.patch()).containsExactly(80, 192, 160);
    assertThat(choice.batch()).isEqualTo(2);
    assertThat(choice.network().strides()).isEqualTo(strides("111 222 222 222 222 122"));
  }

  @Test
  void bratsIsPlannedAsPublished() {
    PatchRule.Choice choice = choose(List.of(1., 1., 1.), List.of(140., 171., 137.), 484, 4, 8);

    assertThat(choice.patch()).containsExactly(128, 128, 128);
    assertThat(choice.batch()).isEqualTo(2);
    assertThat(choice.network().strides()).isEqualTo(strides("111 222 222 222 222 222"));
    assertThat(choice.network().features()).containsExactly(32, 64, 128, 256, 320, 320);
  }

  @Test
  void imagesFillTheBatch() {
    PatchRule.Scans scans =
        new PatchRule.Scans(List.of(1.5625, 1.5625), List.of(237., 208.), 18. * 237 * 208 * 200, 4);

    PatchRule.Choice choice = PatchRule.choose(scans, EncoderKind.PLAIN, 8);

    assertThat(choice.patch()).containsExactly(256, 224);
    assertThat(choice.batch()).isEqualTo(56);
    assertThat(choice.network().strides()).isEqualTo(strides("11 22 22 22 22 22"));
  }

  @Test
  void aResidualEncoderHasAReferenceOfItsOwn() {
    PatchRule.Scans scans =
        new PatchRule.Scans(
            List.of(5., 1.5625, 1.5625), List.of(18., 237., 208.), 18. * 237 * 208 * 200, 4);

    PatchRule.Choice choice = PatchRule.choose(scans, EncoderKind.RESIDUAL, 8);

    assertThat(choice.patch()).containsExactly(20, 256, 224);
    assertThat(choice.batch()).isEqualTo(3);
    assertThat(choice.network().blocks()).containsExactly(1, 3, 4, 6, 6, 6);
    assertThat(choice.network().decoderConvolutions()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void lessMemoryMakesThePatchSmallerAndMoreMakesTheBatchLarger() {
    List<Double> spacing = List.of(1., 1., 1.);
    List<Double> median = List.of(140., 171., 137.);

    assertThat(choose(spacing, median, 484, 4, 2).patch()).containsExactly(80, 96, 80);
    assertThat(choose(spacing, median, 484, 4, 32).patch()).containsExactly(160, 192, 160);
    assertThat(choose(spacing, median, 484, 4, 32).batch()).isEqualTo(4);
  }

  /** 5 % of two scans of 16³ are less than one of them. */
  @Test
  void fewScansMakeASmallBatch() {
    PatchRule.Choice choice = choose(List.of(1., 1., 1.), List.of(16., 16., 16.), 2, 2, 8);

    assertThat(choice.patch()).containsExactly(16, 16, 16);
    assertThat(choice.batch()).isEqualTo(2);
  }

  @Test
  void aMemoryOfNothingLeavesTwoLevels() {
    PatchRule.Choice choice = choose(List.of(1., 1., 1.), List.of(64., 64., 64.), 10, 2, 1e-6);

    assertThat(choice.network().features()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(choice.batch()).isEqualTo(2);
  }

  private static PatchRule.Choice choose(
      List<Double> spacing, List<Double> median, int scans, int classes, double memory) {
    double voxels = median.stream().reduce((double) scans, (a, b) -> a * b);
    return PatchRule.choose(
        new PatchRule.Scans(spacing, median, voxels, classes), EncoderKind.PLAIN, memory);
  }
}
