package dev.icl.app.bioimage;

import dev.icl.export.program.Reach;
import dev.icl.export.program.RecordedProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * The sizes of the tiles that large images are cut into, one number a spatial axis.
 *
 * @param least the smallest tile
 * @param step by what tiles may be larger; 0 where there is one size
 * @param halo what is not kept of a tile, at each end
 * @param test the size of the test image
 * @param isExact whether tiles give what the whole image gives
 */
record Tiles(
    List<Integer> least,
    List<Integer> step,
    List<Integer> halo,
    List<Integer> test,
    boolean isExact) {
  /** A halo takes at most this part of the training's patch at each end, as memory is limited. */
  private static final int PART = 4;

  /**
   * The tiles of a network.
   *
   * @param program the network
   * @param patch sizes of the images that it was trained on
   * @param divisors of the sizes that it takes
   */
  static Tiles of(RecordedProgram program, List<Integer> patch, List<Integer> divisors) {
    if (!program.grows()) {
      List<Integer> none = patch.stream().map(size -> 0).toList();
      return new Tiles(patch, none, none, patch, false);
    }
    Reach reach = Reach.of(program);
    List<Integer> least = new ArrayList<>();
    List<Integer> halo = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    boolean exact = reach.isWhole();
    for (int i = 0; i < patch.size(); i++) {
      int divisor = divisors.get(i);
      int wanted = multiple(reach.distances().get(i), divisor);
      int most = patch.get(i) / PART / divisor * divisor;
      int taken = Math.min(wanted, most);
      exact &= taken == wanted;
      halo.add(taken);
      least.add(2 * taken + divisor);
      test.add(Math.max(patch.get(i), 2 * taken + divisor));
    }
    return new Tiles(exact ? least : test, divisors, halo, test, exact);
  }

  private static int multiple(int size, int divisor) {
    return (size + divisor - 1) / divisor * divisor;
  }
}
