package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.modules.network.SegmentationNetwork;

/** The rule that images are slices of scans, which a network must be able to take. */
public final class SlicesOnly {
  private static final int RANK = 2;

  private SlicesOnly() {}

  /**
   * Refuses a network for volumes.
   *
   * @throws UserException if it is one
   */
  public static void require(SegmentationNetwork network) {
    if (network.spatialRank() != RANK) {
      throw new UserException(
          "network.name: %s takes volumes, but scans are read slice by slice; use a network for images, such as unet2d."
              .formatted(network.name()));
    }
  }
}
