package dev.icl.modules.method;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.Patches;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.proxy.ProxySettings;
import dev.icl.modules.proxy.SemanticProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Inherent Consistent Learning: a backbone trained with two semantic proxies, of which nothing
 * remains at test time. Zhu et al., <i>Inherent Consistent Learning for Accurate Semi-supervised
 * Medical Image Segmentation</i>, MIDL 2023.
 */
public final class Icl extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "icl";

  private static final String SSPA = "sspa";
  private static final String USCL = "uscl";

  private final IclStep step;

  /**
   * @param network the backbone
   * @param settings of both proxies
   * @param weights of the losses
   * @param scales the backbone's features that the proxies read, as indices of its features, deep
   *     to shallow; {@code settings} has one entry of heads for each
   * @param patch size of training images, one entry per spatial axis
   * @throws dev.icl.core.error.UserException if the network cannot take the patch, or the heads do
   *     not fit its features
   */
  public Icl(
      SegmentationNetwork network,
      ProxySettings settings,
      IclWeights weights,
      List<Integer> scales,
      List<Integer> patch) {
    this(step(network, settings, weights, scales, patch));
  }

  private Icl(IclStep step) {
    super(NAME, step.network(), variables(step));
    this.step = step;
  }

  private static IclStep step(
      SegmentationNetwork network,
      ProxySettings settings,
      IclWeights weights,
      List<Integer> scales,
      List<Integer> patch) {
    Patches.require(network, patch);
    List<FeatureLevel> levels = scales.stream().map(network.features()::get).toList();
    return new IclStep(
        network,
        scales,
        new SemanticProxy(SSPA, settings, network.heads(), levels, patch),
        new SemanticProxy(USCL, settings, network.heads(), levels, patch),
        weights);
  }

  private static List<VariableSpec> variables(IclStep step) {
    List<VariableSpec> uscl =
        step.weights().useUnlabeled() ? step.uscl().variables() : List.<VariableSpec>of();
    return Stream.of(step.network().variables(), step.sspa().variables(), uscl)
        .flatMap(List::stream)
        .toList();
  }

  /** The step itself, for those who want its intermediate results. */
  public IclStep step() {
    return step;
  }

  /** Unlabelled images only where a loss needs them. */
  @Override
  public BatchRequest batch() {
    return step.weights().useUnlabeled()
        ? BatchRequest.labeledAndUnlabeled()
        : BatchRequest.labeledOnly();
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    IclLosses losses = step.forward(scope, inputs).losses();
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, losses.total());
    terms.putAll(losses.terms());
    return terms;
  }
}
