package dev.icl.modules.network;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Several networks as one, whose class probabilities are the mean of theirs. It gives no features.
 *
 * @param members at least two of one kind, whose variables have different names
 */
record MeanNetwork(List<SegmentationNetwork> members) implements SegmentationNetwork {
  /** The smallest probability whose logarithm is taken. */
  private static final double LEAST = 1e-30;

  MeanNetwork {
    members = List.copyOf(members);
    if (members.size() < 2) {
      throw new IllegalArgumentException("a mean of " + members.size() + " networks");
    }
  }

  @Override
  public String name() {
    return members.get(0).name();
  }

  @Override
  public int spatialRank() {
    return members.get(0).spatialRank();
  }

  @Override
  public int classes() {
    return members.get(0).classes();
  }

  @Override
  public List<VariableSpec> variables() {
    return members.stream().flatMap(member -> member.variables().stream()).toList();
  }

  @Override
  public List<FeatureLevel> features() {
    return List.of();
  }

  @Override
  public List<Integer> divisors() {
    return members.get(0).divisors();
  }

  /** The logarithm of the mean probability, whose softmax is that probability again. */
  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    Ops ops = scope.ops();
    Tensor sum = ops.softmax(members.get(0).apply(scope, images).logits(), 1);
    for (SegmentationNetwork member : members.subList(1, members.size())) {
      sum = ops.add(sum, ops.softmax(member.apply(scope, images).logits(), 1));
    }
    Tensor mean = ops.mul(sum, 1.0 / members.size());
    return new NetworkOutput(ops.log(ops.clamp(mean, LEAST, 1)), List.of());
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return new NetworkOutput(scope.ops().stopGradient(apply(scope, images).logits()), List.of());
  }
}
