package dev.icl.app.run;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/** SavedModels in TensorFlow, with images and logits in the order of axes that networks have. */
final class SavedModelRuns {
  private SavedModelRuns() {}

  /**
   * The logits and labels of images.
   *
   * @param model an exported network
   * @param images float32 {@code [N, C, spatial]}
   */
  static Map<String, HostTensor> of(SavedModelBundle model, HostTensor images) {
    try (TFloat32 fed = channelsLast(images);
        Result result = model.function("serving_default").call(Map.of(ModelExport.IMAGES, fed))) {
      TFloat32 logits = (TFloat32) result.get(ModelExport.LOGITS).orElseThrow();
      TInt64 labels = (TInt64) result.get(ModelExport.LABELS).orElseThrow();
      return Map.of(ModelExport.LOGITS, channelsFirst(logits), ModelExport.LABELS, classes(labels));
    }
  }

  private static TFloat32 channelsLast(HostTensor images) {
    int[] sizes = images.shape().toArray();
    long[] last = new long[sizes.length];
    last[0] = sizes[0];
    for (int i = 2; i < sizes.length; i++) {
      last[i - 1] = sizes[i];
    }
    last[sizes.length - 1] = sizes[1];
    return TFloat32.tensorOf(
        org.tensorflow.ndarray.Shape.of(last),
        data ->
            data.scalars()
                .forEachIndexed(
                    (at, cell) -> cell.setFloat((float) images.get(index(images.shape(), at)))));
  }

  private static HostTensor channelsFirst(TFloat32 logits) {
    int[] last = Arrays.stream(logits.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    int[] spatial = Arrays.copyOfRange(last, 1, last.length - 1);
    Shape shape = Shape.of(last[0], last[last.length - 1]).append(spatial);
    float[] values = new float[Math.toIntExact(shape.numel())];
    logits.scalars().forEachIndexed((at, cell) -> values[index(shape, at)] = cell.getFloat());
    return HostTensor.fill(DType.F32, shape, i -> values[(int) i]);
  }

  private static HostTensor classes(LongNdArray labels) {
    int[] sizes = Arrays.stream(labels.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    Shape shape = Shape.of(sizes);
    long[] values = new long[Math.toIntExact(shape.numel())];
    int[] next = new int[1];
    labels.scalars().forEach(cell -> values[next[0]++] = cell.getLong());
    return HostTensor.fill(DType.I64, shape, i -> values[(int) i]);
  }

  /** The flat index in {@code [N, C, spatial]} of a place in {@code [N, spatial, C]}. */
  private static int index(Shape shape, long[] at) {
    int rank = at.length;
    long index = at[0] * shape.dim(1) + at[rank - 1];
    for (int axis = 2; axis < rank; axis++) {
      index = index * shape.dim(axis) + at[axis - 1];
    }
    return (int) index;
  }
}
