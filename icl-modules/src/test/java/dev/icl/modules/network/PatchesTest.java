package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private final SegmentationNetwork network =
      new UNet2dProvider()
          .create(UNet2dSettings.defaults(), new ImageSpec(1, 4, List.of(256, 256)));

  @Test
  void multiplesOfTheDivisorAreTaken() {
    assertThatCode(() -> Patches.require(network, List.of(16, 240))).doesNotThrowAnyException();
  }

  @Test
  void otherSizesAreRefusedWithTheNearestValidOnes() {
    refused(
        List.of(100, 128),
        "train.patch: the network unet2d cannot divide [100, 128], every size must be a multiple of"
            + " 16; use [96, 128] or [112, 128].");
  }

  @Test
  void sizesThatFlatVolumesCannotHaveAreRefusedAxisByAxis() {
    SegmentationNetwork flat = mock(SegmentationNetwork.class);
    when(flat.name()).thenReturn("flat");
    when(flat.spatialRank()).thenReturn(3);
    when(flat.divisors()).thenReturn(List.of(4, 16, 16));

    assertThatCode(() -> Patches.require(flat, List.of(12, 48, 64))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Patches.require(flat, List.of(10, 40, 64)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "train.patch: the network flat cannot divide [10, 40, 64], the sizes must be multiples"
                + " of [4, 16, 16]; use [8, 32, 64] or [12, 48, 64].");
    assertThatThrownBy(() -> Patches.requireMultiples(Shape.of(1, 1, 8, 40, 64), flat.divisors()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images [1, 1, 8, 40, 64]: spatial sizes must be multiples of [4, 16, 16]");
  }

  @Test
  void aSizeBelowTheDivisorIsRefused() {
    refused(
        List.of(8, 16),
        "train.patch: the network unet2d cannot divide [8, 16], every size must be a multiple of"
            + " 16; use [16, 16].");
  }

  @Test
  void aPatchOfAnotherRankIsRefused() {
    refused(
        List.of(96, 96, 96),
        "train.patch: [96, 96, 96] has 3 sizes, but the network unet2d takes 2; give one per"
            + " spatial axis.");
  }

  private void refused(List<Integer> patch, String sentence) {
    assertThatThrownBy(() -> Patches.require(network, patch))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }
}
