package dev.icl.core.engine;

import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** The view that a program has of the engine while it runs or is traced. */
public interface Scope {
  /** The operations. */
  Ops ops();

  /** Whether this is training: batch statistics, dropout. */
  boolean training();

  /**
   * The current value of a variable; after {@link #assign} in the same step, the assigned one.
   *
   * @throws IllegalArgumentException if there is no such variable
   */
  Tensor variable(String name);

  /**
   * Gives a variable a new value. Gradients do not flow through it.
   *
   * @throws IllegalArgumentException if there is no such variable, or shape or type differ
   */
  void assign(String name, Tensor value);

  /**
   * Zeroes elements with probability {@code rate} and scales the rest by {@code 1 / (1 − rate)};
   * {@code x} itself outside training or at rate 0. The draws come from the engine, or from the
   * JVM's portable stream where the engine was started with {@link RandomMode#PORTABLE}.
   *
   * @param x float tensor of any shape
   * @param rate 0 (inclusive) to 1 (exclusive)
   * @param maskShape the shape of the mask, which broadcasts to {@code x}: {@code x}'s own for
   *     dropout, {@code [N, 1, ...]} for stochastic depth
   */
  Tensor dropout(Tensor x, double rate, Shape maskShape);

  /**
   * An output of a network's encoder on its way to the decoder. A network hands every level over,
   * the deepest one included, and decodes what comes back; the encoder itself goes on with what it
   * made. Methods that disturb features do it there, and may return more rows.
   *
   * <p>Here: the level itself.
   *
   * @param level output of a level of the encoder, {@code [N, ...]}
   * @param channels the axis of its channels
   * @return of the same shape, but for the number of rows, which is that of every level
   */
  default Tensor encoded(Tensor level, int channels) {
    return level;
  }

  /**
   * A part of the program whose intermediate values are many and whose inputs and results are few,
   * as a level of a network. With {@link Compilation#recomputing} an engine keeps the inputs alone,
   * and calls the function a second time for the gradient, so it must compute the same every time:
   * it reads no tensors but its arguments, variables and constants, and what it assigns counts
   * once. Random draws are repeated. A block within a block is a part of it.
   *
   * <p>Here: the function's result.
   *
   * @param block from the inputs to the results
   * @param inputs at least one
   * @return the results, in the order of the function
   */
  default List<Tensor> block(UnaryOperator<List<Tensor>> block, List<Tensor> inputs) {
    return block.apply(inputs);
  }

  /** The same for a single input and a single result. */
  default Tensor block(UnaryOperator<Tensor> block, Tensor input) {
    return block(inputs -> List.of(block.apply(inputs.get(0))), List.of(input)).get(0);
  }

  /**
   * The same for two inputs and a single result.
   *
   * @param block from the inputs to the result
   * @param first input
   * @param second input
   */
  default Tensor block(BinaryOperator<Tensor> block, Tensor first, Tensor second) {
    return block(in -> List.of(block.apply(in.get(0), in.get(1))), List.of(first, second)).get(0);
  }

  /**
   * Tells scopes that watch a network what a part of it gave. Here: nothing happens.
   *
   * @param part state-dict prefix of the part
   * @param output what it gave; later operations read it too
   */
  default void passed(String part, Tensor output) {}
}
