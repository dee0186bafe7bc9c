package dev.icl.app.plan;

import dev.icl.app.config.RunConfig;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;

/** The network that a configuration names, for images as the data side makes them. */
public final class Backbone {
  private Backbone() {}

  /**
   * Describes the network.
   *
   * @param config of the run
   * @param channels of an image
   * @param classes that it tells apart, the background included
   * @throws dev.icl.core.error.UserException if there is no such network, or its settings make no
   *     sense
   */
  public static SegmentationNetwork of(RunConfig config, int channels, int classes) {
    return Networks.create(
        config.network(), new ImageSpec(channels, classes, config.train().patch()));
  }
}
