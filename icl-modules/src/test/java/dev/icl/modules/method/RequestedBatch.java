package dev.icl.modules.method;

import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.batch.View;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** Batches of black images, all views that a method asks for. */
final class RequestedBatch {
  private RequestedBatch() {}

  /**
   * @param method whose request it answers
   * @param samples of every stream
   * @param edge rows and columns
   */
  static Map<String, HostTensor> of(Method method, int samples, int edge) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (BatchStream stream : method.batch().streams()) {
      for (View view : stream.views()) {
        Shape images = Shape.of(samples, 1, edge, edge);
        tensors.put(stream.image(view), HostTensor.zeros(DType.F32, images));
        if (stream.pool() == Pool.LABELED) {
          Shape labels = Shape.of(samples, edge, edge);
          tensors.put(stream.label(view), HostTensor.zeros(DType.I64, labels));
        }
      }
    }
    return tensors;
  }
}
