package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Translates types and shapes between the core and TensorFlow. */
final class TfDtypes {
  private TfDtypes() {}

  static DataType of(DType dtype) {
    return switch (dtype) {
      case F32 -> DataType.DT_FLOAT;
      case F64 -> DataType.DT_DOUBLE;
      case I64 -> DataType.DT_INT64;
      case I32 -> DataType.DT_INT32;
      case U8 -> DataType.DT_UINT8;
      case BOOL -> DataType.DT_BOOL;
    };
  }

  static Class<? extends TType> type(DType dtype) {
    return switch (dtype) {
      case F32 -> TFloat32.class;
      case F64 -> TFloat64.class;
      case I64 -> TInt64.class;
      case I32 -> TInt32.class;
      case U8 -> TUint8.class;
      case BOOL -> TBool.class;
    };
  }

  static Shape shape(int... dims) {
    return Shape.of(Arrays.stream(dims).asLongStream().toArray());
  }
}
