package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.engine.Scope;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
  private static final UNet2dProvider UNET = new UNet2dProvider();

  @Test
  void theAuthorsUNetOffersThreeDecoderFeaturesDeepToShallow() {
    SegmentationNetwork network = create(NamedSettings.of(UNET), 1, 4);

    assertThat(network.features())
        .containsExactly(
            FeatureLevel.of(128, 2, 8), FeatureLevel.of(64, 2, 4), FeatureLevel.of(32, 2, 2));
    assertThat(network.divisors()).containsExactly(16, 16);
  }

  @Test
  void theNumberOfLevelsFollowsTheChannels() {
    SegmentationNetwork network = create(unet(List.of(4, 8, 16), List.of(0., 0., 0.)), 3, 2);

    assertThat(network.features()).containsExactly(FeatureLevel.of(8, 2, 2));
    assertThat(network.divisors()).containsExactly(4, 4);
  }

  @Test
  void twoLevelsAreEnough() {
    SegmentationNetwork network = create(unet(List.of(4, 8), List.of(0., 0.)), 1, 2);

    assertThat(network.features()).isEmpty();
    assertThat(network.divisors()).containsExactly(2, 2);
  }

  @Test
  void imagesThatItCannotDivideAreRefused() {
    SegmentationNetwork network = create(unet(List.of(4, 8), List.of(0., 0.)), 1, 2);
    Tensor images = mock(Tensor.class);
    when(images.shape()).thenReturn(Shape.of(1, 1, 4, 5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.apply(mock(Scope.class), images))
        .withMessage("images [1, 1, 4, 5]: spatial sizes must be multiples of 2");
  }

  @Test
  void anUnknownNetworkIsRefusedWithTheNearestKnown() {
    refused(
        new NamedSettings("unet-2d", unet(List.of(4, 8), List.of(0., 0.)).own()),
        "network.name: there is no network 'unet-2d'; available: unet2d, unet3d, vnet, unet, swinunet2d, swinunetr3d; did you mean 'unet2d', or is the jar of a plugin missing from --class-path?");
  }

  @Test
  void asManyDropoutRatesAsLevelsAreAskedFor() {
    refused(
        unet(List.of(4, 8), List.of(0.1)),
        "network.dropout: [0.1] has 1 rate for the 2 levels of network.channels;"
            + " give one per level.");
  }

  @Test
  void aDropoutOfOneIsRefused() {
    refused(
        unet(List.of(4, 8), List.of(0.1, 1.0)),
        "network.dropout: [0.1, 1.0] must all be at least 0 and below 1.");
  }

  @Test
  void oneLevelIsTooFew() {
    refused(
        unet(List.of(4), List.of(0.1)),
        "network.channels: [4] has too few levels; give at least two, shallow to deep.");
  }

  @Test
  void moreLevelsThanTheLargestPatchHasAreTooMany() {
    assertThat(create(unet(Collections.nCopies(14, 1), Collections.nCopies(14, 0.0)), 1, 4))
        .extracting(network -> network.divisors().get(0))
        .isEqualTo(8192);
    // 32 halvings would count as none
    refused(
        unet(Collections.nCopies(33, 1), Collections.nCopies(33, 0.0)),
        "network.channels: 33 levels halve an image more often than any patch allows; give at most"
            + " 14, shallow to deep.");
  }

  private static void refused(NamedSettings config, String sentence) {
    assertThatThrownBy(() -> create(config, 1, 4))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }

  private static NamedSettings unet(List<Integer> channels, List<Double> dropout) {
    return NamedSettings.of(UNET, new UNet2dSettings(channels, dropout));
  }

  private static SegmentationNetwork create(NamedSettings choice, int channels, int classes) {
    return Networks.create(choice, new ImageSpec(channels, classes, List.of(64, 64)));
  }
}
