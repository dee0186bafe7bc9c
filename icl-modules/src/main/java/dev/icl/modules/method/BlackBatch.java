package dev.icl.modules.method;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.batch.View;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of zeros, for what depends on the shapes of a batch alone. */
public final class BlackBatch {
  private BlackBatch() {}

  /**
   * The tensors that a step of a method takes, by name.
   *
   * @param method the method whose step it is
   * @param shape number and size of the images
   * @param channels of an image
   */
  public static Map<String, HostTensor> of(Method method, BatchShape shape, int channels) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    int[] sizes = shape.patch().stream().mapToInt(size -> size).toArray();
    for (BatchStream stream : method.batch().streams()) {
      int samples = samples(stream, shape);
      for (View view : samples > 0 ? stream.views() : List.<View>of()) {
        tensors.put(
            stream.image(view), HostTensor.zeros(DType.F32, shape(sizes, samples, channels)));
        if (stream.pool() == Pool.LABELED) {
          tensors.put(stream.label(view), HostTensor.zeros(DType.I64, shape(sizes, samples)));
        }
      }
    }
    return tensors;
  }

  /** The number of samples of a stream. */
  static int samples(BatchStream stream, BatchShape shape) {
    return stream.size().of(shape.labeledBatch(), shape.unlabeledBatch());
  }

  private static Shape shape(int[] sizes, int... leading) {
    int[] all = new int[leading.length + sizes.length];
    System.arraycopy(leading, 0, all, 0, leading.length);
    System.arraycopy(sizes, 0, all, leading.length, sizes.length);
    return Shape.of(all);
  }
}
