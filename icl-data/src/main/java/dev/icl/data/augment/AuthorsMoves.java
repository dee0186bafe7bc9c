package dev.icl.data.augment;

import dev.icl.core.random.RandomKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The turns and flips that the programs of the method's authors draw. */
final class AuthorsMoves {
  private static final double AMOS_PROBABILITY = 0.1;

  private AuthorsMoves() {}

  /**
   * The authors' augmentation of BraTS and of the left atrium: always a turn, by 0 to 3 quarters,
   * and a flip of one of the plane's two axes. Source: the program of the method's authors, after
   * SSL4MIS ({@code RandomRotFlip}, which takes the first two axes of a file's array).
   *
   * @param key of the sample
   * @param rank the number of axes of the sample, at least 2
   * @param plane the place of those two axes in samples
   */
  static AxisSymmetry turnAndFlip(RandomKey key, int rank, TurnPlane plane) {
    UniformRandomProvider random = key.generator();
    int turns = random.nextInt(4);
    int flipped = random.nextInt(2) == 0 ? plane.from() : plane.to();
    List<Boolean> flips = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      flips.add(axis == flipped);
    }
    return new AxisSymmetry(turns, plane, flips);
  }

  /**
   * The authors' augmentation of AMOS: each axis is flipped with probability 0.1, and with
   * probability 0.1 the sample is turned by 1 to 3 quarters (MONAI's {@code RandFlipd}, {@code
   * RandRotate90d}, whose plane is that of x and y).
   *
   * @param key of the sample
   * @param rank the number of axes of the sample, at least 2
   * @param plane of the turn
   */
  static AxisSymmetry amos(RandomKey key, int rank, TurnPlane plane) {
    UniformRandomProvider random = key.generator();
    List<Boolean> flips = Mirroring.flips(random, rank, AMOS_PROBABILITY);
    int turns = random.nextDouble() < AMOS_PROBABILITY ? 1 + random.nextInt(3) : 0;
    return new AxisSymmetry(turns, plane, flips);
  }
}
