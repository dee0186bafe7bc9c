package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleBox;
import dev.icl.data.sample.SamplePart;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AffineSamplingTest {
  private static final RandomKey KEY = RandomKey.of(23);
  private static final AxisSymmetry STILL = AxisSymmetry.none(3);

  @Test
  void theNeutralMoveIsAPlainPart() {
    Sample sample = Patches.counting(4, 5, 6);
    for (CropWindow window :
        List.of(
            new CropWindow(List.of(1, 2, 0), Shape.of(2, 3, 4)),
            new CropWindow(List.of(-2, 3, -1), Shape.of(5, 4, 8)))) {
      Sample moved =
          AffineSampling.of(identity(3), window, STILL, sample.shape()).apply(whole(sample), true);

      assertThat(moved.shape()).isEqualTo(window.apply(sample).shape());
      assertThat(moved.image()).isEqualTo(window.apply(sample).image());
      assertThat(moved.label().orElseThrow()).isEqualTo(window.apply(sample).label().orElseThrow());
    }
  }

  @Test
  void aQuarterTurnIsThatOfNumpy() {
    double[][] turn = {{1, 0, 0}, {0, 0, 1}, {0, -1, 0}};
    Sample sample = Patches.counting(2, 5, 5);
    CropWindow all = new CropWindow(List.of(0, 0, 0), Shape.of(2, 5, 5));

    Sample moved = AffineSampling.of(turn, all, STILL, sample.shape()).apply(whole(sample), true);

    assertThat(moved.image())
        .isEqualTo(
            new AxisSymmetry(1, TurnPlane.lastTwo(3), List.of(false, false, false))
                .apply(sample)
                .image());
  }

  @Test
  void aLinearImageStaysOneAtEveryPlace() {
    Sample sample = linear(24, 26, 28);
    Shape patch = Shape.of(5, 6, 7);
    int drawn = 0;
    for (int n = 0; n < 60; n++) {
      Optional<double[][]> move = new FreeMoves(0.9, 0.9).draw(patch, KEY.child(n));
      if (move.isEmpty()) {
        continue;
      }
      drawn++;
      Sample moved =
          AffineSampling.of(
                  move.get(), new CropWindow(List.of(9, 10, 11), patch), STILL, sample.shape())
              .apply(whole(sample), false);
      double[] centre = {11, 12.5, 14};
      for (int i = 0; i < moved.voxels(); i++) {
        double[] way = {i / 42 - 2, i / 7 % 6 - 2.5, i % 7 - 3};
        double expected = 0;
        for (int axis = 0; axis < 3; axis++) {
          double place = centre[axis];
          for (int from = 0; from < 3; from++) {
            place += move.get()[axis][from] * way[from];
          }
          expected += (axis + 1) * place;
        }
        assertThat((double) moved.image()[i]).isCloseTo(expected, within(1e-3));
        assertThat((double) moved.image()[moved.voxels() + i])
            .isCloseTo(2 * expected, within(2e-3));
      }
    }
    assertThat(drawn).isGreaterThan(50);
  }

  @Test
  void labelsStayAmongTheirValuesAndWithTheirVoxels() {
    Sample sample = Patches.counting(5, 6, 4);
    CropWindow window = new CropWindow(List.of(0, 0, 0), Shape.of(5, 6, 4));
    for (int n = 0; n < 20; n++) {
      double[][] move = new FreeMoves(1, 1).draw(Shape.of(5, 6, 4), KEY.child(n)).orElseThrow();
      Sample moved =
          AffineSampling.of(move, window, STILL, sample.shape()).apply(whole(sample), true);

      for (byte value : moved.label().orElseThrow()) {
        assertThat(value).isBetween((byte) 0, (byte) 119);
      }
    }
  }

  @Test
  void aBoxHoldsAllThatAnImageShows() {
    Sample sample = linear(12, 13, 14);
    for (int n = 0; n < 60; n++) {
      Shape shape = sample.shape();
      AxisSymmetry symmetry = Augmentations.named("la").symmetry(KEY.child(n), 3);
      Shape patch = Shape.of(4, 6, 5);
      CropWindow window =
          CropWindow.draw(symmetry.moved(shape), patch, CropRule.SSL4MIS, KEY.child(n));
      double[][] move = new FreeMoves(1, 1).draw(patch, KEY.child(n)).orElseThrow();
      AffineSampling places = AffineSampling.of(move, window, symmetry, shape);
      SampleBox box = places.box(shape);
      Sample part = new CropWindow(list(box.low()), box.shape()).apply(sample);

      assertThat(places.apply(new SamplePart(part, box), false).image())
          .isEqualTo(places.apply(whole(sample), false).image());
    }
  }

  @Test
  void turnsAndFlipsComeBeforeTheMove() {
    Sample sample = Patches.counting(3, 4, 5);
    CropWindow window = new CropWindow(List.of(0, 1, 0), Shape.of(3, 3, 3));
    for (int n = 0; n < 40; n++) {
      AxisSymmetry symmetry = Augmentations.named("la").symmetry(KEY.child(n), 3);

      assertThat(
              AffineSampling.of(identity(3), window, symmetry, sample.shape())
                  .apply(whole(sample), true)
                  .image())
          .isEqualTo(window.apply(symmetry.apply(sample)).image());
    }
  }

  @Test
  void rotationsOfAVolumeAreSmallAndScalesTheSameAlongEveryAxis() {
    Shape patch = Shape.of(32, 40, 48);
    int moves = 0;
    for (int n = 0; n < 2000; n++) {
      moves += new FreeMoves(0.2, 0.2).draw(patch, KEY.child(n)).isPresent() ? 1 : 0;
      double[][] scale = new FreeMoves(0, 1).draw(patch, KEY.child(n)).orElseThrow();
      double[][] turn = new FreeMoves(1, 0).draw(patch, KEY.child(n)).orElseThrow();

      assertThat(scale[0][0]).isBetween(0.7, 1.4).isEqualTo(scale[1][1]).isEqualTo(scale[2][2]);
      // three turns of at most 30 degrees each
      assertThat(turn[0][0]).isGreaterThan(Math.pow(Math.cos(Math.toRadians(30)), 2) - 1e-9);
      assertThat(determinant(turn)).isCloseTo(1, within(1e-9));
    }
    // 1 - 0.8 * 0.8
    assertThat(moves).isBetween(640, 800);
  }

  @Test
  void slicesOfFlatPatchesStayApart() {
    Shape patch = Shape.of(10, 20, 31);
    boolean far = false;
    for (int n = 0; n < 200; n++) {
      double[][] move = new FreeMoves(1, 1).draw(patch, KEY.child(n)).orElseThrow();

      assertThat(move[0][0]).isEqualTo(1);
      assertThat(move[0][1]).isZero();
      assertThat(move[0][2]).isZero();
      assertThat(move[1][0]).isZero();
      assertThat(move[2][0]).isZero();
      far |= move[1][1] < 0;
    }
    assertThat(far).as("any angle").isTrue();
    assertThat(PatchAxes.areSlices(Shape.of(10, 20, 30))).isFalse();
    assertThat(PatchAxes.areSlices(Shape.of(10, 90))).isFalse();
  }

  @Test
  void longImagesAreTurnedLess() {
    for (int n = 0; n < 200; n++) {
      double[][] turn = new FreeMoves(1, 0).draw(Shape.of(20, 31), KEY.child(n)).orElseThrow();

      assertThat(turn[0][0]).isGreaterThan(Math.cos(Math.toRadians(15)) - 1e-9);
    }
  }

  private static double determinant(double[][] m) {
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  }

  /** Two channels: z + 2 y + 3 x, and twice that. */
  private static Sample linear(int... sizes) {
    Shape shape = Shape.of(sizes);
    int voxels = COrder.count(shape);
    float[] image = new float[2 * voxels];
    for (int i = 0; i < voxels; i++) {
      int z = i / (sizes[1] * sizes[2]);
      int y = i / sizes[2] % sizes[1];
      int x = i % sizes[2];
      image[i] = z + 2 * y + 3 * x;
      image[voxels + i] = 2 * image[i];
    }
    return Sample.of(Patches.ID, 2, shape, image);
  }

  private static double[][] identity(int rank) {
    double[][] matrix = new double[rank][rank];
    IntStream.range(0, rank).forEach(axis -> matrix[axis][axis] = 1);
    return matrix;
  }

  private static SamplePart whole(Sample sample) {
    return new SamplePart(sample, SampleBox.all(sample.shape()));
  }

  private static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
