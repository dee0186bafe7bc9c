package dev.icl.modules.method;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.AttentionMapMixers;
import dev.icl.modules.proxy.ProxySettings;
import java.util.List;

/**
 * ICL from its settings.
 *
 * @param method the name of the method that it is made for, for error messages
 * @param settings of ICL, nothing left to the network
 * @param network the backbone
 * @param patch size of training images, one entry per spatial axis
 */
record IclMaker(
    String method, IclSettings settings, SegmentationNetwork network, List<Integer> patch) {

  /** Fills what the settings leave to the network. */
  IclMaker {
    settings = settings.filledFor(network);
  }

  /** The maker for a training. */
  static IclMaker of(String method, IclSettings settings, MethodContext context) {
    return new IclMaker(method, settings, context.network(), context.batch().patch());
  }

  /**
   * ICL.
   *
   * @throws UserException if a setting is out of range, the network cannot take the patch, or the
   *     patch makes a weight too large
   */
  Icl make() {
    if (!(settings.dropPath() >= 0 && settings.dropPath() < 1)) {
      throw new UserException(
          "method.drop_path: %s is not a rate; use 0 or more and less than 1."
              .formatted(settings.dropPath()));
    }
    double consistency = settings.consistencyWeight().orElseThrow();
    if (!(consistency >= 0)) {
      throw new UserException(
          "method.consistency_weight: %s is negative; use 0 or more.".formatted(consistency));
    }
    List<Integer> scales = Scales.of(method, settings, network.features().size());
    ProxySettings proxies =
        new ProxySettings(
            network.classes(),
            scales.stream().map(settings.heads()::get).toList(),
            settings.dropPath(),
            AttentionMapMixers.named(settings.mixer(), settings.mixerRank()));
    AblationConfig ablation = settings.ablation();
    IclWeights weights =
        new IclWeights(ablation.auxiliaryWeight(), ablation.pseudoWeight(), consistency);
    Icl icl = new Icl(network, proxies, weights, scales, patch);
    requireTransferable(icl.variables());
    return icl;
  }

  /**
   * ICL for a method that adds to what it does with unlabelled images.
   *
   * @throws UserException as above, or if it does nothing with them
   */
  Icl makeUnlabeled() {
    Icl icl = make();
    if (!icl.usesUnlabeled()) {
      throw new UserException(
          "method.name: %s adds to ICL's losses of unlabelled images, but method.consistency_weight and method.ablation.pseudo_weight are both 0; give one of them a weight, or use a method without ICL."
              .formatted(method));
    }
    return icl;
  }

  /** The dense mixer's weights grow with the fourth power of the patch's edge. */
  private void requireTransferable(List<VariableSpec> variables) {
    for (VariableSpec spec : variables) {
      if (!HostTensor.fits(spec.dtype(), spec.shape())) {
        throw new UserException(
            "train.patch: at %s the weight '%s' is %s, which takes 2 GiB or more; use a smaller patch, or set method.mixer to %s."
                .formatted(patch, spec.name(), spec.shape(), AttentionMapMixers.LIGHTER));
      }
    }
  }
}
