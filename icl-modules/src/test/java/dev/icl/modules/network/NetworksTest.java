package dev.icl.modules.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.config.NetworkConfig;
import dev.icl.core.error.UserException;
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
