package dev.icl.export.onnx;

import dev.icl.core.tensor.DType;

/** The numbers of ONNX's element types. */
final class OnnxType {
  private OnnxType() {}

  static int of(DType dtype) {
    return switch (dtype) {
      case F32 -> 1;
      case U8 -> 2;
      case I32 -> 6;
      case I64 -> 7;
      case BOOL -> 9;
      case F64 -> 11;
    };
  }
}
