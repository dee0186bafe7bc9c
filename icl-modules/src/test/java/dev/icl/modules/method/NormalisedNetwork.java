package dev.icl.modules.method;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.stream.Stream;

/** A {@link LinearNetwork} behind a batch normalisation named {@code a}. */
final class NormalisedNetwork implements SegmentationNetwork {
  private final BatchNorm norm = new BatchNorm("a", 1);
  private final SegmentationNetwork linear = new LinearNetwork();

  @Override
  public String name() {
    return "normalised";
  }

  @Override
  public int spatialRank() {
    return linear.spatialRank();
  }

  @Override
  public int classes() {
    return linear.classes();
  }

  @Override
  public List<VariableSpec> variables() {
    return Stream.concat(norm.variables().stream(), linear.variables().stream()).toList();
  }

  @Override
  public List<FeatureLevel> features() {
    return List.of();
  }

  @Override
  public List<Integer> divisors() {
    return List.of(1, 1);
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    return linear.apply(scope, norm.apply(scope, images));
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return linear.applyWithConstantLogits(scope, norm.apply(scope, images));
  }
}
