package dev.icl.core.engine;

/**
 * The numbers that are multiplied in convolutions and matrix products. Weights, sums, losses and
 * all that other operations compute are float32 in any case.
 */
public enum Precision {
  /** As they are: with 24 significant bits. */
  FLOAT32,
  /**
   * Rounded by a GPU to the 11 significant bits of TensorFloat-32, which tensor cores multiply
   * faster; the processor rounds nothing.
   */
  TF32,
  /**
   * Rounded on every device to the 8 significant bits of bfloat16, the nearest ones and of two the
   * even one, in gradients, too. Results, and gradients of operands, are rounded likewise and given
   * as float32.
   */
  BFLOAT16
}
