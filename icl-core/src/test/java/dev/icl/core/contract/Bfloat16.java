package dev.icl.core.contract;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;

/** The numbers of bfloat16: the upper half of float32's bits. */
final class Bfloat16 {
  private static final int HALF = 0x7FFF;

  private Bfloat16() {}

  /** The nearest one, of two the even one; infinities and NaN stay. */
  static float round(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    int bits = Float.floatToRawIntBits(x);
    int odd = bits >>> 16 & 1;
    return Float.intBitsToFloat(bits + HALF + odd & 0xFFFF0000);
  }

  static HostTensor round(HostTensor x) {
    return HostTensor.fill(DType.F32, x.shape(), i -> round((float) x.get((int) i)));
  }
}
