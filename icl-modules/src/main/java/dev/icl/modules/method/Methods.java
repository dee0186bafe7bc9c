package dev.icl.modules.method;

import dev.icl.core.attention.AttentionMapMixers;
import dev.icl.core.config.AblationConfig;
import dev.icl.core.config.MethodConfig;
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
  private Methods() {}

  /**
   * @param config its name and settings
   * @param network the backbone
   * @param patch {@code train.patch}, one size per spatial axis
   * @throws UserException if there is no such method, a setting is out of range, the network cannot
   *     take the patch, or the patch makes a weight too large
   */
  public static Method create(
      MethodConfig config, SegmentationNetwork network, List<Integer> patch) {
    return switch (config.name()) {
      case Icl.NAME -> icl(config, network, patch);
      case Supervised.NAME -> {
        Patches.require(network, patch);
        yield new Supervised(network);
      }
      default ->
          throw UnknownName.of(
              "method.name", "method", config.name(), List.of(Icl.NAME, Supervised.NAME));
    };
  }

  private static Icl icl(MethodConfig config, SegmentationNetwork network, List<Integer> patch) {
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
