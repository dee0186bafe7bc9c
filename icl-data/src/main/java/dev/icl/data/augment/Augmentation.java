package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import dev.icl.data.resize.Edge;
import dev.icl.data.resize.NearestZoom;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One way to transform a slice: what the authors' {@code RandomGenerator} does before resizing.
 *
 * <p>With probability ½ a quarter-turn rotation followed by a flip; else with probability ½ a
 * rotation by a whole angle in [−20°, 20°); else nothing. Image and label are both sampled by the
 * nearest neighbour. Source: the program of the method's authors, after SSL4MIS.
 */
public sealed interface Augmentation {
  /** The augmentation at a place in the random streams. */
  static Augmentation draw(RandomKey key) {
    UniformRandomProvider random = key.generator();
    if (random.nextDouble() > 0.5) {
      return new QuarterTurnFlip(random.nextInt(4), random.nextInt(2));
    }
    if (random.nextDouble() > 0.5) {
      return new Rotation(random.nextInt(40) - 20);
    }
    return new Identity();
  }

  /** The source positions of the transformed image's pixels in an image of this size. */
  private PixelSampling sampling(int height, int width) {
    if (this instanceof QuarterTurnFlip turn) {
      return new QuarterTurnSampling(height, width, turn.quarterTurns(), turn.axis());
    }
    if (this instanceof Rotation rotation) {
      return new RotationSampling(height, width, rotation.degrees());
    }
    return new QuarterTurnSampling(height, width, 0, -1);
  }

  /**
   * The flat source index of each pixel of the slice transformed and then resized as {@link
   * NearestZoom} does with {@link Edge#ZERO}.
   *
   * @param height rows of the slice
   * @param width columns of the slice
   * @param toHeight rows of the result
   * @param toWidth columns of the result
   * @param into receives {@code [toHeight, toWidth]} indices in C order; −1 for a pixel that is 0
   */
  default void gather(int height, int width, int toHeight, int toWidth, int[] into) {
    PixelSampling sampling = sampling(height, width);
    int[] rows = NearestZoom.indices(sampling.height(), toHeight, Edge.ZERO);
    int[] columns = NearestZoom.indices(sampling.width(), toWidth, Edge.ZERO);
    for (int y = 0, at = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++, at++) {
        boolean outside = rows[y] < 0 || columns[x] < 0;
        into[at] = outside ? -1 : sampling.source(rows[y], columns[x]);
      }
    }
  }

  /** The slice as it is. */
  record Identity() implements Augmentation {}

  /**
   * {@code numpy.flip(numpy.rot90(slice, quarterTurns), axis)}.
   *
   * @param quarterTurns counter-clockwise, 0 to 3
   * @param axis 0 flips rows, 1 flips columns, −1 flips nothing
   */
  record QuarterTurnFlip(int quarterTurns, int axis) implements Augmentation {
    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public QuarterTurnFlip {
      if (quarterTurns < 0 || quarterTurns > 3 || axis < -1 || axis > 1) {
        throw new IllegalArgumentException(quarterTurns + " quarter turns, axis " + axis);
      }
    }
  }

  /**
   * {@code scipy.ndimage.rotate(slice, degrees, order=0, reshape=False)}.
   *
   * @param degrees counter-clockwise
   */
  record Rotation(int degrees) implements Augmentation {}
}
