package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * CutMix among the unlabelled images of a step: a random order of them, and a box of each image
 * that the one at its place in that order fills. Edges are {@code √(1 − λ)} of the image's, {@code
 * λ} from Beta(α, α) for all images of a step or micro-batch; the centre is uniform from an eighth
 * of each edge on; what is outside is cut off. As {@code cut_mix} of AD-MT's program has it.
 */
final class MixBoxes implements StepInputs {
  /** The order, int64 {@code [M]}. */
  static final String ORDER = "mix_order";

  /** The boxes, float32 {@code [M, 1, spatial]}: 1 where an image stays. */
  static final String BOXES = "mix_boxes";

  private static final String STREAM = "mix boxes";

  private final double alpha;
  private final Boxes boxes = new Boxes();

  /**
   * @param alpha of the Beta distribution, above 0
   */
  MixBoxes(double alpha) {
    this.alpha = alpha;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    Shape images = EngineRules.input(inputs, Batch.IMAGE_UNLABELED).shape();
    int rows = images.dim(0);
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    key.child("mix order").shuffle(order);
    inputs.put(ORDER, HostTensor.fill(DType.I64, Shape.of(rows), i -> order.get((int) i)));
    UniformRandomProvider random = key.child(STREAM).generator();
    double edge = Math.sqrt(1 - MixFactors.beta(MixFactors.gamma(alpha, random)));
    HostTensor masks = boxes.empty(rows, images.spatial());
    for (int row = 0; row < rows; row++) {
      cut(masks, row, images.spatial(), edge, random);
    }
    inputs.put(BOXES, masks);
  }

  private static void cut(
      HostTensor masks, int row, Shape spatial, double edge, UniformRandomProvider random) {
    int[] begin = new int[spatial.rank()];
    int[] end = new int[spatial.rank()];
    for (int axis = 0; axis < begin.length; axis++) {
      int size = spatial.dim(axis);
      int half = (int) (size * edge) / 2;
      int centre = size / 8 + random.nextInt(size - size / 8);
      begin[axis] = Math.max(0, centre - half);
      end[axis] = Math.min(size, centre + half);
    }
    Boxes.cut(masks, row, begin, end);
  }
}
