package dev.icl.core.attention;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.InstanceNorm;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small perceptron along each axis of a map, one axis after another: {@code a ← a +
 * droppath(MLP_axis(norm(a)))}, the same for every line of pixels, class and head. Behind the last
 * axis every pixel has been reached by every other one. The normalisation is over the whole map and
 * has no parameters.
 *
 * <p>An {@link AxisMlp} has parameters at 32 places along its axis, whatever number of pixels that
 * has, so a state fits maps of any size. Parameters for each axis: {@code 2 · 32 · hidden + 32 +
 * hidden}, under {@code name.0}, {@code name.1} and so on.
 */
public final class AxialMixer implements AttentionMapMixer {
  private final List<AxisMlp> axes;

  /**
   * Declares the mixer.
   *
   * @param name state-dict prefix
   * @param rank spatial axes of a map, at least 1
   * @param hidden width between the layers, at least 1
   */
  public AxialMixer(String name, int rank, int hidden) {
    this.axes =
        IntStream.range(0, rank).mapToObj(axis -> new AxisMlp(name + "." + axis, hidden)).toList();
  }

  @Override
  public List<VariableSpec> variables() {
    return axes.stream().flatMap(axis -> axis.variables().stream()).toList();
  }

  @Override
  public Tensor apply(Scope scope, Tensor maps, Shape spatial, DropPath dropPath) {
    Ops ops = scope.ops();
    Shape shape = maps.shape();
    Shape images = Shape.of(shape.dim(0) * shape.dim(1), shape.dim(2)).append(spatial);
    Tensor a = maps;
    for (int axis = 0; axis < axes.size(); axis++) {
      Tensor normal = new InstanceNorm().apply(scope, ops.reshape(a, images));
      Tensor mixed = axes.get(axis).apply(scope, normal, 2 + axis);
      a = dropPath.add(scope, a, ops.reshape(mixed, shape));
    }
    return a;
  }
}
