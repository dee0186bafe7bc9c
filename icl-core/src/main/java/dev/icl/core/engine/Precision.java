package dev.icl.core.engine;

/**
 * The numbers that a GPU multiplies in convolutions and matrix products. Values, weights, sums and
 * losses are float32 in any case.
 */
public enum Precision {
  /** As they are: with 24 significant bits. */
  FLOAT32,
  /** Rounded to the 11 significant bits of TensorFloat-32, which tensor cores multiply faster. */
  TF32
}
