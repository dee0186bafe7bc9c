package dev.icl.engine.pytorch;

import ai.djl.ndarray.types.DataType;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Translates types and shapes between the core and DJL. */
final class PtDtypes {
  private PtDtypes() {}

  static DataType djl(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.FLOAT32;
      case F64 -> DataType.FLOAT64;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOLEAN;
    };
  }

  static DType core(DataType type) {
    return switch (type) {
      case FLOAT32 -> DType.F32;
      case FLOAT64 -> DType.F64;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case UINT8 -> DType.U8;
      case BOOLEAN -> DType.BOOL;
      default -> throw new IllegalStateException("libtorch returned elements of type " + type);
    };
  }

  static ai.djl.ndarray.types.Shape djl(Shape shape) {
    return new ai.djl.ndarray.types.Shape(Arrays.stream(shape.toArray()).asLongStream().toArray());
  }

  static ai.djl.ndarray.types.Shape djl(List<Integer> sizes) {
    return new ai.djl.ndarray.types.Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
  }

  static Shape core(ai.djl.ndarray.types.Shape shape) {
    return Shape.of(Arrays.stream(shape.getShape()).mapToInt(Math::toIntExact).toArray());
  }
}
