package dev.icl.modules.method;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.batch.BatchStream.Pool;
import dev.icl.core.batch.View;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The check that the steps of a method can take batches of some shape. */
public final class BatchCheck {
  /** Pixels of a stream beyond which nothing but the depth of a network leaves it few places. */
  private static final long LARGE = 1 << 16;

  private BatchCheck() {}

  /**
   * Refuses batches so small that an operation of the step has too few values, as batch
   * normalisation of a single one. Small batches are tried over their shapes; large ones cannot
   * fail for that reason.
   *
   * @param method whose steps
   * @param shape number and size of the images
   * @param channels of an image
   * @throws UserException if an operation refuses
   */
  public static void require(Method method, BatchShape shape, int channels) {
    if (!isSmall(method, shape)) {
      return;
    }
    try {
      method.trace(blackImages(method, shape, channels)).dryRun();
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "train.patch: the method %s cannot learn from %d labelled and %d unlabelled images of %s (%s); use a larger patch, or more images per step."
              .formatted(
                  method.name(),
                  shape.labeledBatch(),
                  shape.unlabeledBatch(),
                  shape.patch(),
                  e.getMessage()),
          e);
    }
  }

  private static boolean isSmall(Method method, BatchShape shape) {
    List<Integer> divisors = method.network().divisors();
    long pixels = 1;
    long places = 1; // in the deepest level
    for (int i = 0; i < divisors.size(); i++) {
      pixels *= shape.patch().get(i);
      places *= shape.patch().get(i) / divisors.get(i);
    }
    for (BatchStream stream : method.batch().streams()) {
      long samples = samples(stream, shape);
      if (samples > 0 && (samples * pixels <= LARGE || samples * places < 2)) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, HostTensor> blackImages(
      Method method, BatchShape shape, int channels) {
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

  private static Shape shape(int[] sizes, int... leading) {
    int[] all = new int[leading.length + sizes.length];
    System.arraycopy(leading, 0, all, 0, leading.length);
    System.arraycopy(sizes, 0, all, leading.length, sizes.length);
    return Shape.of(all);
  }

  private static int samples(BatchStream stream, BatchShape shape) {
    return stream.size().of(shape.labeledBatch(), shape.unlabeledBatch());
  }
}
