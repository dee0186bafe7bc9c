package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The mask of copy-paste: 1 where the image stays, 0 in one box that another image fills; one box a
 * step or micro-batch, the same for all its images. Its edges are the given share of the image's,
 * its place is uniform. As {@code generate_mask} of BCP's {@code ACDC_BCP_train.py} has it.
 */
final class PasteMask implements StepInputs {
  /** The input, float32 {@code [1, 1, spatial]}. */
  static final String NAME = "paste_mask";

  private static final String STREAM = "paste mask";

  private final double ratio;
  private final Boxes boxes = new Boxes();

  /**
   * @param ratio edge of the box as a share of the image's, above 0 and below 1
   */
  PasteMask(double ratio) {
    this.ratio = ratio;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    Shape spatial = EngineRules.input(inputs, Batch.IMAGE_LABELED).shape().spatial();
    HostTensor mask = boxes.empty(1, spatial);
    draw(mask, spatial, ratio, key.child(STREAM));
    inputs.put(NAME, mask);
  }

  /** {@code image} with {@code patch} in the box. */
  static Tensor paste(Ops ops, Tensor image, Tensor patch, Tensor mask) {
    return ops.add(ops.mul(image, mask), ops.mul(patch, inverse(ops, mask)));
  }

  /** The labels of such images, int64 {@code [N, spatial]}, from theirs. */
  static Tensor pasteLabels(Ops ops, Tensor image, Tensor patch, Tensor mask) {
    Shape shape = Shape.of(1).append(mask.shape().spatial());
    return ops.where(ops.cast(ops.reshape(mask, shape), DType.BOOL), image, patch);
  }

  /** 1 in the box. */
  static Tensor inverse(Ops ops, Tensor mask) {
    return ops.add(ops.neg(mask), 1);
  }

  private static void draw(HostTensor mask, Shape spatial, double ratio, RandomKey key) {
    UniformRandomProvider random = key.generator();
    int[] begin = new int[spatial.rank()];
    int[] end = new int[spatial.rank()];
    for (int axis = 0; axis < begin.length; axis++) {
      int size = spatial.dim(axis);
      int edge = edge(size, ratio);
      begin[axis] = random.nextInt(Math.max(1, size - edge));
      end[axis] = begin[axis] + edge;
    }
    Boxes.cut(mask, 0, begin, end);
  }

  /** Rounded down, but not for the last digit of a share such as 2/3. */
  private static int edge(int size, double ratio) {
    return (int) Math.floor(size * ratio + 1e-9);
  }
}
