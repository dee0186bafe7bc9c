package dev.icl.report.viewer;

import dev.icl.data.scan.Scan;
import java.util.List;
import java.util.Optional;

/**
 * A scan and the label maps that are laid over it.
 *
 * @param channels of one shape of three axes and one order; at least one
 * @param channelNames as many
 * @param labels one for each layer, of the same shape and order; empty where the layer has none for
 *     this scan
 */
public record ViewedCase(
    List<Scan> channels, List<String> channelNames, List<Optional<Scan>> labels) {
  /** Copies the lists. */
  public ViewedCase {
    channels = List.copyOf(channels);
    channelNames = List.copyOf(channelNames);
    labels = List.copyOf(labels);
    if (channels.isEmpty() || channelNames.size() != channels.size()) {
      throw new IllegalArgumentException(channelNames + " for " + channels.size() + " channels");
    }
  }
}
