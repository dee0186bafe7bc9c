package dev.icl.data.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Spacing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SurfaceDistancesTest {
  private static final Spacing VOXELS = Spacing.of(1, 1, 1);

  /** Random masks of random sizes, densities and spacings. */
  static Stream<RandomPair> randomPairs() {
    return IntStream.range(0, 200).mapToObj(RandomPair::of);
  }

  @ParameterizedTest
  @MethodSource("randomPairs")
  void everyDistanceIsThatOfBruteForce(RandomPair pair) {
    SurfaceDistances fast =
        SurfaceDistances.between(pair.prediction, pair.reference, 3, pair.spacing);
    SurfaceDistances slow = BruteForce.between(pair.prediction, pair.reference, 3, pair.spacing);

    assertThat(fast.hausdorff()).isEqualTo(slow.hausdorff(), offset(1e-9));
    assertThat(fast.hausdorff95()).isEqualTo(slow.hausdorff95(), offset(1e-9));
    assertThat(fast.average()).isEqualTo(slow.average(), offset(1e-9));
    assertThat(fast.averageFromReference()).isEqualTo(slow.averageFromReference(), offset(1e-9));
    for (double tolerance : new double[] {0, 0.9, 1.7, 4.05}) {
      assertThat(fast.surfaceDice(tolerance)).isEqualTo(slow.surfaceDice(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("randomPairs")
  void symmetricScoresDoNotChangeWhenTheMapsAreSwapped(RandomPair pair) {
    SurfaceDistances one =
        SurfaceDistances.between(pair.prediction, pair.reference, 3, pair.spacing);
    SurfaceDistances two =
        SurfaceDistances.between(pair.reference, pair.prediction, 3, pair.spacing);

    assertThat(two.hausdorff()).isEqualTo(one.hausdorff());
    assertThat(two.hausdorff95()).isEqualTo(one.hausdorff95(), offset(1e-12));
    assertThat(two.averageSymmetric()).isEqualTo(one.averageSymmetric(), offset(1e-12));
    assertThat(two.average()).isEqualTo(one.averageFromReference(), offset(1e-12));
  }

  @Test
  void aTransformThatWasUsedBeforeGivesTheSame() {
    DistanceTransform used = new DistanceTransform();
    for (RandomPair pair : randomPairs().toList()) {
      Box box = Census.of(pair.prediction, pair.reference, 4).box(3);
      SurfacePair surfaces = SurfacePair.of(pair.prediction, pair.reference, 3, box);

      assertThat(surfaces.distances(used, pair.spacing).averageSymmetric())
          .isEqualTo(surfaces.distances(new DistanceTransform(), pair.spacing).averageSymmetric());
    }
  }

  @Test
  void theSurfaceIsWhatLacksANeighbourAndTheRimOfTheGrid() {
    byte[] full = new byte[27];
    Arrays.fill(full, (byte) 1);
    LabelMap map = LabelMap.volume(3, 3, 3, full);

    assertThat(Surface.of(map, 1, new Box(0, 0, 0, 3, 3, 3)).size()).isEqualTo(26);
  }

  @Test
  void anImageHasNoSurfaceAboveAndBelow() {
    byte[] full = new byte[9];
    Arrays.fill(full, (byte) 1);
    Box box = new Box(0, 0, 0, 1, 3, 3);

    assertThat(Surface.of(LabelMap.image(3, 3, full), 1, box).size()).isEqualTo(8);
    assertThat(Surface.of(LabelMap.volume(1, 3, 3, full), 1, box).size()).isEqualTo(9);
  }

  @Test
  void surfaceDiceIsTheShareOfSurfaceVoxelsWithinTheTolerance() {
    LabelMap prediction = LabelMap.image(1, 6, new byte[] {1, 0, 0, 0, 0, 1});
    LabelMap reference = LabelMap.image(1, 6, new byte[] {0, 0, 1, 0, 0, 1});
    SurfaceDistances d = SurfaceDistances.between(prediction, reference, 1, Spacing.of(1, 1, 0.5));

    assertThat(d.surfaceDice(0)).isEqualTo(2 / 4.0);
    assertThat(d.surfaceDice(0.99)).isEqualTo(2 / 4.0);
    assertThat(d.surfaceDice(1)).isEqualTo(1);
    assertThat(d.hausdorff()).isEqualTo(1);
    assertThat(d.average()).isEqualTo(0.5);
  }

  @Test
  void aClassThatAMapLacksIsRefused() {
    LabelMap one = LabelMap.image(1, 2, new byte[] {0, 1});
    LabelMap two = LabelMap.image(1, 2, new byte[] {0, 2});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SurfaceDistances.between(one, two, 2, VOXELS))
        .withMessage("one of the maps lacks the class 2");
  }

  @Test
  void aSizeThatDoesNotFitTheArrayIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.volume(2, 2, 2, new byte[7]))
        .withMessage("7 labels for 2 slices of 2x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelMap.image(1, 65537, new byte[65537]));
  }

  /** The distances by exhaustive search, in time that grows with the product of the surfaces. */
  private static final class BruteForce {
    static SurfaceDistances between(LabelMap p, LabelMap r, int label, Spacing spacing) {
      List<int[]> predicted = surface(p, label);
      List<int[]> actual = surface(r, label);
      return SurfaceDistances.of(
          nearest(predicted, actual, spacing), nearest(actual, predicted, spacing));
    }

    private static List<int[]> surface(LabelMap map, int label) {
      List<int[]> surface = new ArrayList<>();
      for (int z = 0; z < map.slices(); z++) {
        for (int y = 0; y < map.height(); y++) {
          for (int x = 0; x < map.width(); x++) {
            boolean inside =
                is(map, label, z, y, x - 1)
                    && is(map, label, z, y, x + 1)
                    && is(map, label, z, y - 1, x)
                    && is(map, label, z, y + 1, x)
                    && (map.planar() || is(map, label, z - 1, y, x) && is(map, label, z + 1, y, x));
            if (is(map, label, z, y, x) && !inside) {
              surface.add(new int[] {z, y, x});
            }
          }
        }
      }
      return surface;
    }

    private static boolean is(LabelMap map, int label, int z, int y, int x) {
      return z >= 0
          && y >= 0
          && x >= 0
          && z < map.slices()
          && y < map.height()
          && x < map.width()
          && map.labels()[(z * map.height() + y) * map.width() + x] == label;
    }

    private static double[] nearest(List<int[]> from, List<int[]> to, Spacing s) {
      return from.stream()
          .mapToDouble(
              a ->
                  Math.sqrt(
                      to.stream()
                          .mapToDouble(
                              b ->
                                  Math.pow(s.fromLast(2) * (a[0] - b[0]), 2)
                                      + Math.pow(s.fromLast(1) * (a[1] - b[1]), 2)
                                      + Math.pow(s.fromLast(0) * (a[2] - b[2]), 2))
                          .min()
                          .orElseThrow()))
          .toArray();
    }
  }

  /** Two maps that both hold class 3. */
  record RandomPair(int number, LabelMap prediction, LabelMap reference, Spacing spacing) {
    static RandomPair of(int number) {
      UniformRandomProvider random = RandomKey.of(5).child(number).generator();
      boolean planar = number % 3 == 0;
      int slices = planar ? 1 : 1 + random.nextInt(9);
      int height = 1 + random.nextInt(12);
      int width = 1 + random.nextInt(20);
      double density = number % 2 == 0 ? random.nextDouble() : 0.06 * random.nextDouble();
      byte[][] maps = new byte[2][slices * height * width];
      for (byte[] map : maps) {
        for (int i = 0; i < map.length; i++) {
          map[i] = (byte) (random.nextDouble() < density ? 3 : random.nextInt(3));
        }
        map[random.nextInt(map.length)] = 3;
      }
      Spacing spacing =
          Spacing.of(
              0.3 + 5 * random.nextDouble(), 0.3 + random.nextDouble(), 0.3 + random.nextDouble());
      return planar
          ? new RandomPair(
              number,
              LabelMap.image(height, width, maps[0]),
              LabelMap.image(height, width, maps[1]),
              spacing)
          : new RandomPair(
              number,
              LabelMap.volume(slices, height, width, maps[0]),
              LabelMap.volume(slices, height, width, maps[1]),
              spacing);
    }

    @Override
    public String toString() {
      return number + ": " + prediction;
    }
  }
}
