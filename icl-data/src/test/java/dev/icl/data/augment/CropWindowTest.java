package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.random.RandomKey;
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
    Sample part = new CropWindow(List.of(1, 0), List.of(2, 2)).apply(Patches.counting(3, 3));

    assertThat(part.image()).containsExactly(3, 4, 6, 7);
    assertThat(part.label().orElseThrow()).containsExactly(3, 4, 6, 7);
  }

  @Test
  void whatIsOutsideIsZero() {
    Sample part = new CropWindow(List.of(-1, 2), List.of(2, 2)).apply(Patches.counting(3, 3));

    assertThat(part.image()).containsExactly(0, 0, 2, 0);
  }

  @RepeatedTest(50)
  void aCropIsUndoneWhereItWas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int[] sizes = {1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(7)};
    int[] window = {1 + random.nextInt(7), 1 + random.nextInt(7), 1 + random.nextInt(7)};
    Sample patch = Patches.counting(sizes);
    CropWindow crop = CropWindow.draw(sizes, window, KEY.child(repetition.getCurrentRepetition()));

    byte[] restored = crop.undo(crop.apply(patch).label().orElseThrow(), sizes);

    assertThat(crop.apply(patch).sizes()).isEqualTo(window);
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
    int[] sizes = {10, 12};
    List<CropWindow> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> CropWindow.draw(sizes, new int[] {6, 6}, KEY.child(i)))
            .toList();

    // As in SSL4MIS, whose numpy.random.randint leaves out the last place.
    assertThat(drawn.stream().map(w -> w.low().get(0)).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(drawn.stream().map(w -> w.low().get(1)).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aSmallSampleIsPaddedAsInSsl4mis() {
    int[] sizes = {6, 20};
    List<CropWindow> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> CropWindow.draw(sizes, new int[] {6, 6}, KEY.child(i)))
            .toList();

    assertThat(drawn.stream().map(w -> w.low().get(0)).distinct())
        .containsExactlyInAnyOrder(-3, -2, -1, 0, 1, 2);
    assertThat(drawn).allMatch(w -> w.low().get(1) >= 0 && w.low().get(1) <= 13);
  }
}
