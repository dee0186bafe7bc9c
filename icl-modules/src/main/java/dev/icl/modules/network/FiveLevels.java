package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import java.util.List;

/** Rules for the settings of networks whose levels have names. */
final class FiveLevels {
  private FiveLevels() {}

  /**
   * The settings of a network of five levels that drops values in two places.
   *
   * @param network its name
   * @param channels per level, shallow to deep
   * @param dropout rates at the centre and in front of the last layer
   * @throws UserException if there are not five and two of them, or one is out of range
   */
  static void require(String network, List<Integer> channels, List<Double> dropout) {
    if (channels.size() != 5 || channels.stream().anyMatch(c -> c < 1)) {
      throw new UserException(
          "network.channels: %s do not make the five levels of %s; give five numbers of at least 1, shallow to deep."
              .formatted(channels, network));
    }
    if (dropout.size() != 2 || dropout.stream().anyMatch(rate -> !(rate >= 0 && rate < 1))) {
      throw new UserException(
          "network.dropout: %s are not the two rates of %s; give one for the centre and one for the last layer, each at least 0 and below 1."
              .formatted(dropout, network));
    }
  }
}
