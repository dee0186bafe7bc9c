package dev.icl.core.checkpoint;

import dev.icl.core.tensor.HostTensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** The search for values that are not finite. */
final class FiniteValues {
  private FiniteValues() {}

  /** The place of the first value that is NaN or infinity; −1 if there is none. */
  static int firstBroken(HostTensor value) {
    return switch (value.dtype()) {
      case F32 -> firstBroken(value.bytes().asFloatBuffer());
      case F64 -> firstBroken(value.bytes().asDoubleBuffer());
      default -> -1;
    };
  }

  private static int firstBroken(FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int firstBroken(DoubleBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      if (!Double.isFinite(values.get(i))) {
        return i;
      }
    }
    return -1;
  }
}
