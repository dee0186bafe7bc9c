package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CropWindowTest {
  private static final RandomKey KEY = RandomKey.of(5);

  @Test
  void aWindowInsideIsAPlainPart() {
    Sample part = new CropWindow(List.of(1, 0), Shape.of(2, 2)).apply(Patches.counting(3, 3));

    assertThat(part.image()).containsExactly(3, 4, 6, 7);
    assertThat(part.label().orElseThrow()).containsExactly(3, 4, 6, 7);
  }

  @Test
  void whatIsOutsideIsZero() {
    Sample part = new CropWindow(List.of(-1, 2), Shape.of(2, 2)).apply(Patches.counting(3, 3));

    assertThat(part.image()).containsExactly(0, 0, 2, 0);
  }

  @RepeatedTest(50)
  void aCropIsUndoneWhereItWas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int[] sizes = {1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(7)};
    Shape shape = Shape.of(sizes);
    int[] window = {1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(7)};
    Sample patch = Patches.counting(shape);
    CropWindow crop =
        CropWindow.draw(
            shape,
            Shape.of(window),
            CropRule.SSL4MIS,
            KEY.child(repetition.getCurrentRepetition()));

    byte[] restored = crop.undo(crop.apply(patch).label().orElseThrow(), shape);

    assertThat(crop.apply(patch).shape()).isEqualTo(Shape.of(window));
    for (int i = 0; i < restored.length; i++) {
      int[] index = {i / (sizes[1] * sizes[2]), i / sizes[2] % sizes[1], i % sizes[2]};
      boolean inside =
          IntStream.range(0, 3)
              .allMatch(
                  a -> index[a] >= crop.low().get(a) && index[a] < crop.low().get(a) + window[a]);
      assertThat(restored[i]).isEqualTo(inside ? (byte) i : 0);
    }
  }

  @Test
  void aLargeSampleIsCroppedAnywhereInside() {
    Shape sample = Shape.of(10, 12);
    List<CropWindow> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> CropWindow.draw(sample, Shape.of(6, 6), CropRule.SSL4MIS, KEY.child(i)))
            .toList();

    // As in SSL4MIS, whose numpy.random.randint leaves out the last place.
    assertThat(drawn.stream().map(w -> w.low().get(0)).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(drawn.stream().map(w -> w.low().get(1)).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aSmallSampleIsPaddedAsInSsl4mis() {
    Shape sample = Shape.of(6, 20);
    List<CropWindow> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> CropWindow.draw(sample, Shape.of(6, 6), CropRule.SSL4MIS, KEY.child(i)))
            .toList();

    assertThat(drawn.stream().map(w -> w.low().get(0)).distinct())
        .containsExactlyInAnyOrder(-3, -2, -1, 0, 1, 2);
    assertThat(drawn).allMatch(w -> w.low().get(1) >= 0 && w.low().get(1) <= 13);
  }

  /** Padding of 3, 2, 1 and 0 voxels a side: max(floor((window - size) / 2) + 3, 0). */
  @Test
  void paddingIsThatOfRandomCropAxisByAxis() {
    Shape sample = Shape.of(6, 12, 13, 20);
    Shape window = Shape.of(6, 10, 10, 6);
    List<CropWindow> drawn = drawn(sample, window, CropRule.SSL4MIS, 3000);

    assertThat(places(drawn, 0)).isEqualTo(IntStream.range(-3, 3).boxed().toList());
    assertThat(places(drawn, 1)).isEqualTo(IntStream.range(-2, 4).boxed().toList());
    assertThat(places(drawn, 2)).isEqualTo(IntStream.range(-1, 4).boxed().toList());
    assertThat(places(drawn, 3)).isEqualTo(IntStream.range(0, 14).boxed().toList());
  }

  @Test
  void theRuleOfMonaiHasEveryPlaceInsideAndNoOther() {
    Shape sample = Shape.of(10, 5, 6);
    List<CropWindow> drawn = drawn(sample, Shape.of(6, 8, 6), CropRule.INSIDE, 500);

    assertThat(places(drawn, 0)).containsExactly(0, 1, 2, 3, 4);
    assertThat(places(drawn, 1)).containsExactly(-1);
    assertThat(places(drawn, 2)).containsExactly(0);
  }

  @Test
  void aWindowAroundAVoxelAtTheEdgeStaysInside() {
    Shape sample = Shape.of(10, 5);
    Shape window = Shape.of(6, 8);

    assertThat(CropWindow.around(sample, window, CropRule.INSIDE, new int[] {9, 0}).low())
        .containsExactly(4, -1);
    assertThat(CropWindow.around(sample, window, CropRule.INSIDE, new int[] {5, 4}).low())
        .containsExactly(2, -1);
  }

  private static List<CropWindow> drawn(Shape sample, Shape window, CropRule rule, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> CropWindow.draw(sample, window, rule, KEY.child(i)))
        .toList();
  }

  private static List<Integer> places(List<CropWindow> drawn, int axis) {
    return drawn.stream().map(w -> w.low().get(axis)).distinct().sorted().toList();
  }
}
