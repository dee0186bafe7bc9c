package dev.icl.modules.network;

import dev.icl.core.config.NetworkConfig;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.util.List;

/** The networks a configuration can name. */
public final class Networks {
  private Networks() {}

  /**
   * @param config its name and settings
   * @param inputChannels channels of an image
   * @param classes how many classes, background included
   * @throws UserException if there is no such network or a setting does not fit it
   */
  public static SegmentationNetwork create(
      NetworkConfig config, int inputChannels, int classes) {
    if (!config.name().equals(UNet2d.NAME)) {
      throw UnknownName.of("network.name", "network", config.name(), List.of(UNet2d.NAME));
    }
    requireLevels(config);
    return new UNet2d(inputChannels, classes, config.channels(), config.dropout());
  }

  private static void requireLevels(NetworkConfig config) {
    if (config.channels().size() < 2) {
      throw new UserException(
          "network.channels: %s has too few levels; give at least two, shallow to deep."
              .formatted(config.channels()));
    }
    if (config.channels().stream().anyMatch(c -> c < 1)) {
      throw new UserException(
          "network.channels: %s must all be at least 1.".formatted(config.channels()));
    }
    if (config.dropout().size() != config.channels().size()) {
      throw new UserException(
          "network.dropout: %s has %d rates for the %d levels of network.channels; give one per level."
              .formatted(config.dropout(), config.dropout().size(), config.channels().size()));
    }
    if (config.dropout().stream().anyMatch(rate -> !(rate >= 0 && rate < 1))) {
      throw new UserException(
          "network.dropout: %s must all be at least 0 and below 1.".formatted(config.dropout()));
    }
  }
}
