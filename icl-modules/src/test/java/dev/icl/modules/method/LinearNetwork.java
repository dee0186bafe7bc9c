package dev.icl.modules.method;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/**
 * One weight: the score of class 0 is the weight times the pixel, that of class 1 is 0. The image
 * is the one level of its encoder. In training it keeps the mean of the images it saw last.
 */
final class LinearNetwork implements SegmentationNetwork {
  static final String WEIGHT = "weight";
  static final String SEEN = "seen_mean";

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public int spatialRank() {
    return 2;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public List<VariableSpec> variables() {
    return List.of(
        Parameters.of(WEIGHT, Shape.of(1), Initializers.ones()),
        new VariableSpec(SEEN, DType.F32, Shape.of(1), VariableKind.BUFFER, Initializers.zeros()));
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
    if (scope.training()) {
      Tensor mean = scope.ops().mean(images, false);
      scope.assign(SEEN, scope.ops().reshape(mean, Shape.of(1)));
    }
    Tensor level = scope.encoded(images, 1);
    Tensor score = scope.ops().mul(level, scope.variable(WEIGHT));
    return new NetworkOutput(
        scope.ops().concat(List.of(score, scope.ops().mul(level, 0)), 1), List.of());
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return new NetworkOutput(scope.ops().stopGradient(apply(scope, images).logits()), List.of());
  }
}
