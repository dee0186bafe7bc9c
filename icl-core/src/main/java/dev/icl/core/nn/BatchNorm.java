package dev.icl.core.nn;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;

/**
 * Batch normalisation, epsilon 1e-5, momentum 0.1. Ioffe and Szegedy, ICML 2015.
 *
 * <p>State: {@code name.weight}, {@code name.bias}, {@code name.running_mean}, {@code
 * name.running_var}, each {@code [channels]}, and the int64 scalar {@code
 * name.num_batches_tracked}. In training the running statistics are assigned. The counter is not:
 * it enters no result, follows from the number of steps, and would cost every step a native call a
 * layer; the code that saves the state updates it.
 *
 * @param name state-dict prefix
 * @param channels size of axis 1
 */
public record BatchNorm(String name, int channels) implements Layer {
  /** The suffix of the name of a counter of training passes. */
  public static final String COUNTER = ".num_batches_tracked";

  private static final String RUNNING_MEAN = ".running_mean";
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  /**
   * The running statistic that a training pass assigns when the counter goes up by one.
   *
   * @param counter the name of a variable, ending in {@link #COUNTER}
   */
  public static String runningMeanBeside(String counter) {
    return counter.substring(0, counter.length() - COUNTER.length()) + RUNNING_MEAN;
  }

  @Override
  public List<VariableSpec> variables() {
    Shape shape = Shape.of(channels);
    return List.of(
        Parameters.of(name + ".weight", shape, Initializers.ones()),
        Parameters.of(name + ".bias", shape, Initializers.zeros()),
        Parameters.buffer(name + RUNNING_MEAN, shape, Initializers.zeros()),
        Parameters.buffer(name + ".running_var", shape, Initializers.ones()),
        new VariableSpec(
            name + COUNTER, DType.I64, Shape.scalar(), VariableKind.BUFFER, Initializers.zeros()));
  }

  /**
   * @param x {@code [N, channels, spatial]}
   */
  @Override
  public Tensor apply(Scope scope, Tensor x) {
    BatchNormResult result =
        scope
            .ops()
            .batchNorm(
                x,
                scope.variable(name + ".weight"),
                scope.variable(name + ".bias"),
                scope.variable(name + RUNNING_MEAN),
                scope.variable(name + ".running_var"),
                scope.training(),
                MOMENTUM,
                EPSILON);
    if (scope.training()) {
      scope.assign(name + RUNNING_MEAN, result.runningMean());
      scope.assign(name + ".running_var", result.runningVar());
    }
    return result.output();
  }
}
