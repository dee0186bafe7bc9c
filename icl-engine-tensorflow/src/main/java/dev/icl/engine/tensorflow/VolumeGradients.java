package dev.icl.engine.tensorflow;

import dev.icl.core.error.UserException;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Gradients of volume convolutions, which TensorFlow's registry of gradients for graphs lacks. The
 * registry belongs to the process and holds only about ten gradients from the JVM. The graph is
 * locked while they are asked for: they may add operations to it, but not ask it for shapes.
 * TensorFlow has no such registry on Windows, where volumes cannot be trained.
 */
final class VolumeGradients {
  private static final String CONVOLUTION = "Conv3D";
  private static final String ADJOINT = "Conv3DBackpropInputV2";

  private VolumeGradients() {}

  /** Whether differentiating an operation takes one of these gradients. */
  static boolean covers(Operation operation) {
    return operation.type().equals(CONVOLUTION) || operation.type().equals(ADJOINT);
  }

  /** Registers them unless they are registered already. */
  static void register() {
    try {
      TensorFlow.registerCustomGradient(CONVOLUTION, VolumeGradients::ofConvolution);
      TensorFlow.registerCustomGradient(ADJOINT, VolumeGradients::ofAdjoint);
    } catch (UnsupportedOperationException e) {
      throw new UserException(
          "engine: tensorflow cannot train on volumes on this system, since TensorFlow takes no"
              + " gradients from Java there; use engine: pytorch.",
          e);
    }
  }

  private static List<Operand<?>> ofConvolution(
      Ops ops, GraphOperation operation, List<Output<?>> gradients) {
    Operand<TNumber> x = input(operation, 0);
    Operand<TNumber> filter = input(operation, 1);
    Operand<TNumber> gradient = number(gradients.get(0));
    List<Long> strides = strides(operation);
    String padding = operation.attributes().getAttrString("padding");
    return List.of(
        ops.nn.conv3dBackpropInput(ops.shape(x), filter, gradient, strides, padding),
        ops.nn.conv3dBackpropFilter(x, ops.shape(filter), gradient, strides, padding));
  }

  private static List<Operand<?>> ofAdjoint(
      Ops ops, GraphOperation operation, List<Output<?>> gradients) {
    Operand<TNumber> filter = input(operation, 1);
    Operand<TNumber> x = input(operation, 2);
    Operand<TNumber> gradient = number(gradients.get(0));
    List<Long> strides = strides(operation);
    String padding = operation.attributes().getAttrString("padding");
    return List.of(
        operation.input(0), // the sizes, a constant: nothing flows into them
        ops.nn.conv3dBackpropFilter(gradient, ops.shape(filter), x, strides, padding),
        ops.nn.conv3d(gradient, filter, strides, padding));
  }

  private static Operand<TNumber> input(GraphOperation operation, int index) {
    return number(operation.input(index));
  }

  /** A value as what it is: float32, or bfloat16. */
  @SuppressWarnings("unchecked")
  private static Operand<TNumber> number(Output<?> value) {
    return (Operand<TNumber>) (Operand<?>) value;
  }

  private static List<Long> strides(GraphOperation operation) {
    return Arrays.stream(operation.attributes().getAttrIntList("strides")).boxed().toList();
  }
}
