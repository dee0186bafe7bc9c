package dev.icl.app.config;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.error.UserException;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.text.Counts;
import dev.icl.data.Datasets;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.components.LargestComponents;
import dev.icl.modules.method.BatchCheck;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.method.Pretraining;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.Networks;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.train.TrainConfig;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The conditions between values, in the words of their users: network and method are put together
 * on trial. A check is left out where what it depends on is wrong already, and where its outcome
 * depends on the numbers of channels and classes, which are known when the data is opened.
 */
final class CrossChecks {
  private record Backbone(int channels, SegmentationNetwork network) {}

  private record Trial(int channels, Method method) {}

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
    if (!problems.concern("inference.") && !problems.concern("train.patch")) {
      collect(() -> config.inference().requireFits(config.train().patch()));
    }
    if (!problems.concern("network.")) {
      collect(
          () ->
              firstMade(images(config).stream(), image -> Networks.create(config.network(), image))
                  .ifPresent(
                      network ->
                          PluginCalls.used(
                              "network",
                              Networks.installed().select(config.network().name()),
                              () -> checkWith(network, config, methods))));
    }
    // a wrong network must not hide a method that is not there
    methods.forEach(method -> collect(() -> Methods.installed().select(method.name())));
  }

  private void checkWith(
      SegmentationNetwork network, RunConfig config, List<NamedSettings> methods) {
    List<Integer> patch = config.train().patch();
    boolean fits =
        !problems.concern("train.patch")
            && (followsImages(config)
                ? fits(network, patch)
                : collect(() -> Patches.require(network, patch)));
    TrainConfig train = fits ? config.train() : config.train().withPatch(network.divisors());
    for (NamedSettings method : methods) {
      // what is wrong with one is told once
      if (!problems.concern("method.")) {
        collect(
            () ->
                firstMade(
                        backbones(config),
                        backbone ->
                            new Trial(
                                backbone.channels(),
                                Methods.create(method, context(backbone.network(), train))))
                    .ifPresent(
                        trial ->
                            PluginCalls.used(
                                "method",
                                Methods.installed().select(method.name()),
                                () -> checkWith(trial.method(), trial.channels(), train))));
      }
    }
  }

  /** Whether the divisors of the network may be others when the spacing is known. */
  private static boolean followsImages(RunConfig config) {
    List<Integer> patch = config.train().patch();
    ImageSpec image = new ImageSpec(1, 2, patch);
    try {
      return !Networks.resolved(config.network(), image).equals(config.network());
    } catch (UserException refusal) {
      return false; // told by those who make it
    }
  }

  private static boolean fits(SegmentationNetwork network, List<Integer> patch) {
    try {
      Patches.require(network, patch);
      return true;
    } catch (UserException refusal) {
      return false;
    }
  }

  private static MethodContext context(SegmentationNetwork network, TrainConfig train) {
    return new MethodContext(network, train.iterations(), train.batch(), LargestComponents::of);
  }

  private void checkWith(Method method, int channels, TrainConfig train) {
    if (method.usesUnlabeled() && train.batch().unlabeledBatch() == 0) {
      throw new UserException(
          "train.unlabeled_batch: the method %s learns from unlabelled images too, but the batch has none; use at least 1, or set method.name to supervised."
              .formatted(method.name()));
    }
    requireWarmUp(method, train);
    int parts = train.memory().accumulate();
    BatchShape part = train.batch().part(parts);
    if (parts > 1 && method.pairsImages() && part.unlabeledBatch() % 2 != 0) {
      throw new UserException(
          "train.accumulate: %s combines half of the images with the other half, so each of the %d micro-batches must have an even number of unlabelled images, but it has %d."
              .formatted(method.name(), parts, part.unlabeledBatch()));
    }
    if (!problems.concern("train.labeled_batch") && !problems.concern("train.unlabeled_batch")) {
      BatchCheck.require(method, part, channels);
    }
  }

  /** After a pre-training with a rate of its own the schedule has what is left of the training. */
  private static void requireWarmUp(Method method, TrainConfig train) {
    int first = method.pretraining().map(Pretraining::scheduleStart).orElse(0);
    int left = train.iterations() - first;
    if (first > 0 && train.rate().warmup() >= left) {
      throw new UserException(
          "train.warmup is %d, but the schedule begins after the pre-training (method.copy_paste.pretrain_rate is constant) and has %s; choose fewer."
              .formatted(train.rate().warmup(), Counts.of(left, "iteration")));
    }
  }

  private List<ImageSpec> images(RunConfig config) {
    return TrialImages.of(
        problems.concern("train.patch") ? TrainConfig.defaults().patch() : config.train().patch());
  }

  /** The networks for those images that it takes, each made when it is asked for. */
  private Stream<Backbone> backbones(RunConfig config) {
    return images(config).stream()
        .flatMap(
            image -> {
              try {
                return Stream.of(
                    new Backbone(image.channels(), Networks.create(config.network(), image)));
              } catch (UserException refusal) {
                return Stream.empty();
              }
            });
  }

  /**
   * The first that can be made; empty if none can, for reasons that depend on the numbers of
   * channels and classes.
   *
   * @throws UserException if each is refused with the same sentence
   */
  private static <T, M> Optional<M> firstMade(Stream<T> trials, Function<T, M> maker) {
    Map<String, UserException> refusals = new LinkedHashMap<>();
    Iterator<T> each = trials.iterator();
    while (each.hasNext()) {
      try {
        return Optional.of(maker.apply(each.next()));
      } catch (UserException refusal) {
        refusals.putIfAbsent(refusal.getMessage(), refusal);
      }
    }
    if (refusals.size() == 1) {
      throw refusals.values().iterator().next();
    }
    return Optional.empty();
  }

  private boolean collect(Runnable check) {
    return problems.collect(check, origins);
  }
}
