package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.config.NetworkConfig;
import dev.icl.core.engine.Scope;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworksTest {
  @Test
  void theAuthorsUNetOffersThreeDecoderFeaturesDeepToShallow() {
    SegmentationNetwork network = Networks.create(NetworkConfig.defaults(), 1, 4);

    assertThat(network.features())
        .containsExactly(
            new FeatureLevel(128, 8), new FeatureLevel(64, 4), new FeatureLevel(32, 2));
    assertThat(network.divisor()).isEqualTo(16);
  }

  @Test
  void theNumberOfLevelsFollowsTheChannels() {
    SegmentationNetwork network =
        Networks.create(new NetworkConfig("unet2d", List.of(4, 8, 16), List.of(0., 0., 0.)), 3, 2);

    assertThat(network.features()).containsExactly(new FeatureLevel(8, 2));
    assertThat(network.divisor()).isEqualTo(4);
  }

  @Test
  void twoLevelsAreEnough() {
    SegmentationNetwork network =
        Networks.create(new NetworkConfig("unet2d", List.of(4, 8), List.of(0., 0.)), 1, 2);

    assertThat(network.features()).isEmpty();
    assertThat(network.divisor()).isEqualTo(2);
  }

  @Test
  void imagesThatItCannotDivideAreRefused() {
    SegmentationNetwork network =
        Networks.create(new NetworkConfig("unet2d", List.of(4, 8), List.of(0., 0.)), 1, 2);
    Tensor images = mock(Tensor.class);
    when(images.shape()).thenReturn(Shape.of(1, 1, 4, 5));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.apply(mock(Scope.class), images))
        .withMessage("images [1, 1, 4, 5]: spatial sizes must be multiples of 2");
  }

  @Test
  void anUnknownNetworkIsRefusedWithTheNearestKnown() {
    refused(
        new NetworkConfig("unet-2d", List.of(4, 8), List.of(0., 0.)),
        "network.name: there is no network 'unet-2d', known are unet2d; did you mean 'unet2d'?");
  }

  @Test
  void asManyDropoutRatesAsLevelsAreAskedFor() {
    refused(
        new NetworkConfig("unet2d", List.of(4, 8), List.of(0.1)),
        "network.dropout: [0.1] has 1 rates for the 2 levels of network.channels;"
            + " give one per level.");
  }

  @Test
  void aDropoutOfOneIsRefused() {
    refused(
        new NetworkConfig("unet2d", List.of(4, 8), List.of(0.1, 1.0)),
        "network.dropout: [0.1, 1.0] must all be at least 0 and below 1.");
  }

  @Test
  void oneLevelIsTooFew() {
    refused(
        new NetworkConfig("unet2d", List.of(4), List.of(0.1)),
        "network.channels: [4] has too few levels; give at least two, shallow to deep.");
  }

  private static void refused(NetworkConfig config, String sentence) {
    assertThatThrownBy(() -> Networks.create(config, 1, 4))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }
}
