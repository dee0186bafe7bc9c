package dev.icl.app.plan;

import dev.icl.app.config.RunConfig;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Spacing;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The network that a configuration names, for images as the data side makes them. */
public final class Backbone {
  private Backbone() {}

  /**
   * The network's settings with everything written out that follows from the training images.
   *
   * @param config of the run
   * @param dataset opened
   * @return the run with these settings
   * @throws dev.icl.core.error.UserException if there is no such network, or its settings make no
   *     sense
   */
  static RunConfig resolved(RunConfig config, Dataset dataset) {
    return resolved(config, dataset, dataset.spacing());
  }

  /**
   * Whether nothing of the network follows from the spacing of scans, which is known once they are
   * read.
   */
  static boolean isGiven(RunConfig config, Dataset dataset) {
    return resolved(config, dataset, Optional.empty()).network().equals(config.network());
  }

  private static RunConfig resolved(
      RunConfig config, Dataset dataset, Optional<Spacing> distances) {
    List<Integer> patch = config.train().patch();
    List<Double> spacing =
        distances
            .map(Spacing::millimetres)
            .filter(each -> each.size() == patch.size())
            .orElse(Collections.nCopies(patch.size(), 1.0));
    ImageSpec image = new ImageSpec(dataset.channels(), dataset.classes(), patch, spacing);
    return config.withNetwork(Networks.resolved(config.network(), image));
  }

  /**
   * Describes the network.
   *
   * @param config of the run, resolved
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
