package dev.icl.modules.method;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.batch.BatchStream;
import dev.icl.core.error.UserException;
import dev.icl.core.ops.TooFewValues;
import java.util.List;

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
   * @throws UserException if an operation refuses for that reason
   * @throws IllegalArgumentException if the method or its network is wrong
   */
  public static void require(Method method, BatchShape shape, int channels) {
    if (!isSmall(method, shape)) {
      return;
    }
    try {
      method.trace(BlackBatch.of(method, shape, channels)).dryRun();
    } catch (TooFewValues e) {
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
      long samples = BlackBatch.samples(stream, shape);
      if (samples > 0 && (samples * pixels <= LARGE || samples * places < 2)) {
        return true;
      }
    }
    return false;
  }
}
