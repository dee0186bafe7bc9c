package dev.icl.app.proposal;

import dev.icl.app.config.RunConfig;
import dev.icl.app.plan.LeastMemory;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.Records;
import dev.icl.data.components.LargestComponents;
import dev.icl.modules.method.IclProvider;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.method.SupervisedProvider;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.AttentionMapMixers;
import java.util.Map;

/**
 * The method: ICL with the authors' weights and heads, and with their mixer where its weights, what
 * the optimiser keeps of them and their gradients take no more than a quarter of the memory.
 *
 * @param config with everything else
 * @param channels of an image
 * @param classes that are told apart, the background included
 * @param memory in GB
 */
record MethodChoice(RunConfig config, int channels, int classes, double memory) {
  private static final double SHARE = 0.25;

  /** The baseline, for a dataset without unlabelled scans. */
  static NamedSettings supervised() {
    return NamedSettings.of(new SupervisedProvider());
  }

  /** ICL with the mixer that fits. */
  NamedSettings icl() {
    NamedSettings dense = icl(AttentionMapMixers.DENSE);
    return fits(dense) ? dense : icl(AttentionMapMixers.AXIAL);
  }

  private NamedSettings icl(String mixer) {
    IclSettings settings = Records.with(IclSettings.defaults(), Map.of("mixer", mixer));
    return NamedSettings.of(new IclProvider(), settings.filledFor(network()));
  }

  private boolean fits(NamedSettings icl) {
    try {
      Method method =
          Methods.create(
              icl,
              new MethodContext(
                  network(),
                  config.train().iterations(),
                  config.train().batch(),
                  LargestComponents::of));
      long bytes = LeastMemory.bytes(method, config.train().update().create());
      // a gradient of each weight comes to the weight and its momentum
      return 1.5 * bytes <= SHARE * memory * Wishes.GIGABYTE;
    } catch (UserException tooLarge) {
      return false;
    }
  }

  private SegmentationNetwork network() {
    return Networks.create(
        config.network(), new ImageSpec(channels, classes, config.train().patch()));
  }
}
