package dev.icl.modules.method;

import dev.icl.core.attention.AttentionMapMixers;
import dev.icl.core.config.AblationConfig;
import dev.icl.core.config.MethodConfig;
import dev.icl.core.config.TrainConfig;
import dev.icl.core.config.UnsupervisedConfig;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.ProxySettings;
import java.util.List;

/** The methods a configuration can name. */
public final class Methods {
  private static final List<String> NAMES =
      List.of(
          Icl.NAME,
          Supervised.NAME,
          Supervised.MEAN,
          MeanTeacher.NAME,
          UncertaintyAwareMeanTeacher.NAME,
          CrossPseudoSupervision.NAME,
          EntropyMinimisation.NAME,
          InterpolationConsistency.NAME,
          BidirectionalCopyPaste.NAME,
          IclMeanTeacher.NAME,
          IclCopyPaste.NAME);

  private Methods() {}

  /**
   * Which meaning of a name this release has, from 1.
   *
   * <p>Since the second, {@code supervised} is cross entropy plus Dice on as many images as other
   * methods take, not their mean on fewer; both networks of {@code cps} begin with the ordinary
   * initial weights; and self-training of {@code bcp} begins with the best state of its
   * pre-training.
   *
   * @param name of a method, whether it is known here or not
   */
  public static int revision(String name) {
    return switch (name) {
      case Supervised.NAME, CrossPseudoSupervision.NAME, BidirectionalCopyPaste.NAME -> 2;
      default -> 1;
    };
  }

  /** What a configuration can name, ICL first. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * @param config its name and settings
   * @param network the backbone
   * @param train iterations, which schedules depend on, batch and patch
   * @param components what cleans pseudo labels
   * @throws UserException if there is no such method, a setting is out of range, the network cannot
   *     take the patch, the patch makes a weight too large, or the method cannot pair the batch
   */
  public static Method create(
      MethodConfig config,
      SegmentationNetwork network,
      TrainConfig train,
      ComponentFilter components) {
    if (!NAMES.contains(config.name())) {
      throw UnknownName.of("method.name", "method", config.name(), NAMES);
    }
    Patches.require(network, train.patch());
    UnsupervisedConfig unsupervised = config.unsupervised();
    int iterations = train.iterations();
    return switch (config.name()) {
      case Icl.NAME -> icl(config, network, train.patch());
      case MeanTeacher.NAME -> new MeanTeacher(network, unsupervised, iterations);
      case UncertaintyAwareMeanTeacher.NAME ->
          new UncertaintyAwareMeanTeacher(network, unsupervised, iterations);
      case CrossPseudoSupervision.NAME ->
          new CrossPseudoSupervision(network, unsupervised, iterations);
      case EntropyMinimisation.NAME -> new EntropyMinimisation(network, unsupervised, iterations);
      case InterpolationConsistency.NAME -> {
        requireEven(config, train);
        yield new InterpolationConsistency(network, unsupervised, iterations);
      }
      case BidirectionalCopyPaste.NAME -> {
        requirePairs(config, train);
        yield new BidirectionalCopyPaste(
            network, config.copyPaste(), unsupervised.emaDecay(), iterations, components);
      }
      case IclMeanTeacher.NAME ->
          new IclMeanTeacher(unlabeledIcl(config, network, train), unsupervised, iterations);
      case IclCopyPaste.NAME -> {
        requirePairs(config, train);
        yield new IclCopyPaste(
            unlabeledIcl(config, network, train), config.copyPaste(), unsupervised, iterations);
      }
      case Supervised.MEAN -> new Supervised(network, Supervised.Loss.MEAN);
      default -> new Supervised(network);
    };
  }

  /**
   * ICL with the settings of a configuration, whatever its name.
   *
   * @param patch size of training images, one entry per spatial axis
   * @throws UserException if a setting is out of range, the network cannot take the patch, or the
   *     patch makes a weight too large
   */
  public static Icl icl(MethodConfig config, SegmentationNetwork network, List<Integer> patch) {
    if (!(config.dropPath() >= 0 && config.dropPath() < 1)) {
      throw new UserException(
          "method.drop_path: %s is not a rate; use 0 or more and less than 1."
              .formatted(config.dropPath()));
    }
    if (!(config.consistencyWeight() >= 0)) {
      throw new UserException(
          "method.consistency_weight: %s is negative; use 0 or more."
              .formatted(config.consistencyWeight()));
    }
    List<Integer> scales = Scales.of(config, network.features().size());
    ProxySettings settings =
        new ProxySettings(
            network.classes(),
            scales.stream().map(config.heads()::get).toList(),
            config.dropPath(),
            AttentionMapMixers.named(config.mixer(), config.mixerRank()));
    AblationConfig ablation = config.ablation();
    IclWeights weights =
        new IclWeights(
            ablation.auxiliaryWeight(), ablation.pseudoWeight(), config.consistencyWeight());
    Icl icl = new Icl(network, settings, weights, scales, patch);
    requireTransferable(icl.variables(), patch);
    return icl;
  }

  /** ICL for the methods that add to what it does with unlabelled images. */
  private static Icl unlabeledIcl(
      MethodConfig config, SegmentationNetwork network, TrainConfig train) {
    Icl icl = icl(config, network, train.patch());
    if (!icl.usesUnlabeled()) {
      throw new UserException(
          "method.name: %s adds to ICL's losses of unlabelled images, but method.consistency_weight and method.ablation.pseudo_weight are both 0; give one of them a weight, or use a method without ICL."
              .formatted(config.name()));
    }
    return icl;
  }

  /** Interpolation mixes one half of the unlabelled images with the other. */
  private static void requireEven(MethodConfig config, TrainConfig train) {
    if (train.unlabeledBatch() % 2 != 0) {
      throw new UserException(
          "train.unlabeled_batch: %s mixes half of the unlabelled images with the other half, so it must be even, but it is %d."
              .formatted(config.name(), train.unlabeledBatch()));
    }
  }

  /** Copy-paste pairs the halves of both streams with one another. */
  private static void requirePairs(MethodConfig config, TrainConfig train) {
    int labeled = train.labeledBatch();
    if (labeled != train.unlabeledBatch() || labeled % 2 != 0) {
      throw new UserException(
          "train.labeled_batch: %s pastes half of the images into the other half, so train.labeled_batch and train.unlabeled_batch must be one even number, but they are %d and %d."
              .formatted(config.name(), labeled, train.unlabeledBatch()));
    }
  }

  /** The dense mixer's weights grow with the fourth power of the patch's edge. */
  private static void requireTransferable(List<VariableSpec> variables, List<Integer> patch) {
    for (VariableSpec spec : variables) {
      if (!HostTensor.fits(spec.dtype(), spec.shape())) {
        throw new UserException(
            "train.patch: at %s the weight '%s' is %s, which takes 2 GiB or more; use a smaller patch, or set method.mixer to low-rank."
                .formatted(patch, spec.name(), spec.shape()));
      }
    }
  }
}
