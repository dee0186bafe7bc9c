package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The boxes of a strong view, one for each unlabelled image or none: a share of its pixels and a
 * ratio of sides, both uniform, at a uniform place; drawn again until the box is inside, and with
 * the image's own ratio and room for it after so many draws that a loop without end must be feared.
 * As {@code obtain_cutmix_box} of UniMatch's program for ACDC has it. In volumes the ratio of each
 * axis to the last one is drawn; on images that are not square, sides count as shares of the
 * image's.
 */
final class CutBoxes implements StepInputs {
  private static final String STREAM = "cut boxes";

  /**
   * The most draws of a box. Large flat boxes of volumes are inside once in hundreds of draws with
   * the defaults, and practically never with extreme settings.
   */
  private static final int DRAWS = 10_000;

  private final String name;
  private final CutMixConfig config;
  private final Boxes boxes = new Boxes();

  /**
   * @param name of the input, float32 {@code [M, 1, spatial]}: 1 where an image stays, 0 in a box
   * @param config probability, sizes and ratio
   */
  CutBoxes(String name, CutMixConfig config) {
    this.name = name;
    this.config = config;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    Shape images = EngineRules.input(inputs, Batch.IMAGE_UNLABELED).shape();
    HostTensor masks = boxes.empty(images.dim(0), images.spatial());
    UniformRandomProvider random = key.child(STREAM).child(name).generator();
    for (int row = 0; row < images.dim(0); row++) {
      if (random.nextDouble() < config.probability()) {
        cut(masks, row, images.spatial(), random);
      }
    }
    inputs.put(name, masks);
  }

  private void cut(HostTensor masks, int row, Shape spatial, UniformRandomProvider random) {
    double share = uniform(config.least(), config.most(), random);
    int[] begin = new int[spatial.rank()];
    int[] end = new int[spatial.rank()];
    int draws = 0;
    do {
      double[] sides = sides(share, spatial.rank(), random);
      for (int axis = 0; axis < begin.length; axis++) {
        begin[axis] = random.nextInt(spatial.dim(axis));
        // no side of an outside box needs to be longer, and a sum of larger ones could overflow
        double side = Math.min(sides[axis] * spatial.dim(axis), spatial.dim(axis) + 1.0);
        end[axis] = begin[axis] + (int) side;
      }
      draws++;
    } while (!isInside(end, spatial) && draws < DRAWS);
    if (!isInside(end, spatial)) {
      fit(begin, end, share, spatial, random);
    }
    Boxes.cut(masks, row, begin, end);
  }

  /** A box with the proportions of the image, at a uniform place among those where it is inside. */
  private static void fit(
      int[] begin, int[] end, double share, Shape spatial, UniformRandomProvider random) {
    double side = StrictMath.pow(share, 1.0 / spatial.rank());
    for (int axis = 0; axis < begin.length; axis++) {
      int size = (int) (side * spatial.dim(axis));
      begin[axis] = random.nextInt(spatial.dim(axis) - size + 1);
      end[axis] = begin[axis] + size;
    }
  }

  /** Sides of a box as shares of the image's, whose product is the box's share. */
  private double[] sides(double share, int rank, UniformRandomProvider random) {
    double[] sides = new double[rank];
    double product = 1;
    for (int axis = 0; axis < rank; axis++) {
      // the last axis is what the others are compared with
      sides[axis] = axis == rank - 1 ? 1 : uniform(config.ratio(), 1 / config.ratio(), random);
      product *= sides[axis];
    }
    double scale = StrictMath.pow(share / product, 1.0 / rank);
    for (int axis = 0; axis < rank; axis++) {
      sides[axis] *= scale;
    }
    return sides;
  }

  private static boolean isInside(int[] end, Shape spatial) {
    for (int axis = 0; axis < end.length; axis++) {
      if (end[axis] > spatial.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static double uniform(double low, double high, UniformRandomProvider random) {
    return low + (high - low) * random.nextDouble();
  }
}
