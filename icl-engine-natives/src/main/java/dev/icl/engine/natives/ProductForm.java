package dev.icl.engine.natives;

import dev.icl.core.engine.Precision;
import dev.icl.core.tensor.Device;

/** The ways in which an engine computes convolutions and matrix products. */
public enum ProductForm {
  /** From operands as they are. */
  WHOLE,
  /**
   * In float32 from operands that are rounded to bfloat16, with results that are rounded, too. The
   * product of two such operands is exact, so these are the numbers of {@link #BFLOAT16}.
   */
  ROUNDED,
  /** With a GPU's own instructions for bfloat16, which add up in float32. */
  BFLOAT16;

  /**
   * The way of an engine.
   *
   * @param precision that is asked for
   * @param device that computes
   */
  public static ProductForm of(Precision precision, Device device) {
    return of(precision, device, new CudaProbe());
  }

  static ProductForm of(Precision precision, Device device, CudaProbe probe) {
    if (precision != Precision.BFLOAT16) {
      return WHOLE;
    }
    return probe.multipliesBfloat16(device) ? BFLOAT16 : ROUNDED;
  }
}
