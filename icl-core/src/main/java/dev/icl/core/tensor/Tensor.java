package dev.icl.core.tensor;

/**
 * A value inside a traced or eager program: shape and type are known, the numbers are the engine's
 * business. Logically channels-first regardless of the engine's memory layout. Lives until the step
 * that made it ends.
 */
public interface Tensor {
  /** Sizes of the axes, logical order. */
  Shape shape();

  /** Element type. */
  DType dtype();
}
