package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.data.Datasets;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.components.LargestComponents;
import dev.icl.modules.method.BatchCheck;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.TrainConfig;
import java.util.List;
import java.util.function.Function;

/**
 * The conditions between values, in the words of their users: network and method are put together
 * on trial. A check is left out where what it depends on is wrong already.
 */
final class CrossChecks {
  /** The number of a scan's channels and classes plays no part in these rules. */
  private static final int ANY_CHANNELS = 1;

  private static final int ANY_CLASSES = 2;

  private final Function<String, String> origins;
  private final ConfigDiagnostics problems;

  CrossChecks(Function<String, String> origins, ConfigDiagnostics problems) {
    this.origins = origins;
    this.problems = problems;
  }

  /**
   * @param methods that are used, each with its settings
   */
  void check(RunConfig config, List<NamedSettings> methods) {
    collect(() -> Datasets.requireKnown(config.data()));
    collect(() -> Augmentations.named(config.data().augment()));
    if (!problems.concern("network.")) {
      collect(() -> checkWith(network(config), config, methods));
    }
    // a wrong network must not hide a method that is not there
    methods.forEach(method -> collect(() -> Methods.installed().select(method.name())));
  }

  private void checkWith(
      SegmentationNetwork network, RunConfig config, List<NamedSettings> methods) {
    List<Integer> patch = config.train().patch();
    boolean fits =
        !problems.concern("train.patch") && collect(() -> Patches.require(network, patch));
    TrainConfig train = fits ? config.train() : config.train().withPatch(network.divisors());
    for (NamedSettings method : methods) {
      // what is wrong with one is told once
      if (!problems.concern("method.")) {
        collect(() -> checkWith(network, train, method));
      }
    }
  }

  private static void checkWith(
      SegmentationNetwork network, TrainConfig train, NamedSettings settings) {
    Method method =
        Methods.create(
            settings,
            new MethodContext(network, train.iterations(), train.batch(), LargestComponents::of));
    if (method.usesUnlabeled() && train.batch().unlabeledBatch() == 0) {
      throw new UserException(
          "train.unlabeled_batch: the method %s learns from unlabelled images too, but the batch has none; use at least 1, or set method.name to supervised."
              .formatted(method.name()));
    }
    BatchCheck.require(method, train.batch(), ANY_CHANNELS);
  }

  private SegmentationNetwork network(RunConfig config) {
    List<Integer> patch =
        problems.concern("train.patch") ? TrainConfig.defaults().patch() : config.train().patch();
    return Networks.create(config.network(), new ImageSpec(ANY_CHANNELS, ANY_CLASSES, patch));
  }

  private boolean collect(Runnable check) {
    return problems.collect(check, origins);
  }
}
