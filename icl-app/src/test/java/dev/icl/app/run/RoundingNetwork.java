package dev.icl.app.run;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network without weights: the class of a pixel is its intensity, rounded. Images so say what
 * they are to be segmented as.
 *
 * @param classes number of them, background included
 * @param shift added to every intensity
 */
public record RoundingNetwork(int classes, double shift) implements SegmentationNetwork {
  public RoundingNetwork(int classes) {
    this(classes, 0);
  }

  @Override
  public String name() {
    return "rounding";
  }

  @Override
  public int spatialRank() {
    return 2;
  }

  @Override
  public List<VariableSpec> variables() {
    return List.of();
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
    Ops ops = scope.ops();
    List<Tensor> distances =
        IntStream.range(0, classes)
            .mapToObj(c -> ops.neg(ops.square(ops.add(images, shift - c))))
            .toList();
    return new NetworkOutput(ops.concat(distances, 1), List.of());
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return apply(scope, images);
  }
}
