package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AxisSymmetryTest {
  private static final Golden GOLDEN = Golden.zoom();
  private static final RandomKey KEY = RandomKey.of(3);

  static Stream<String> quarterTurns() {
    return GOLDEN.names("rotflip/");
  }

  static Stream<AxisSymmetry> symmetries() {
    return IntStream.range(0, 32)
        .mapToObj(i -> new AxisSymmetry(i % 4, List.of((i & 4) != 0, (i & 8) != 0, (i & 16) != 0)));
  }

  @ParameterizedTest
  @MethodSource("quarterTurns")
  void quarterTurnAndFlipEqualNumpys(String name) {
    String[] parts = name.split("/");
    int turns = Character.digit(parts[2].charAt(1), 10);
    int axis = Character.digit(parts[2].charAt(7), 10);
    Golden.Entry in = GOLDEN.get("rotate/" + parts[1] + "/in");
    Golden.Entry expected = GOLDEN.get(name);

    Sample turned =
        new AxisSymmetry(turns, List.of(axis == 0, axis == 1))
            .apply(Patches.labeled(in.shape(), in.toBytes()));

    assertThat(turned.sizes()).isEqualTo(expected.shape());
    assertThat(turned.label().orElseThrow()).isEqualTo(expected.toBytes());
  }

  @ParameterizedTest
  @MethodSource("symmetries")
  void everySymmetryOfAVolumeIsUndone(AxisSymmetry symmetry) {
    Sample patch = Patches.counting(2, 3, 4);

    Sample undone = symmetry.undo(symmetry.apply(patch));

    assertThat(undone.sizes()).isEqualTo(patch.sizes());
    assertThat(undone.image()).isEqualTo(patch.image());
    assertThat(undone.label().orElseThrow()).isEqualTo(patch.label().orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("symmetries")
  void labelsMoveWithTheirVoxels(AxisSymmetry symmetry) {
    Sample moved = symmetry.apply(Patches.counting(2, 3, 4));

    for (int i = 0; i < moved.image().length; i++) {
      assertThat(moved.label().orElseThrow()[i]).isEqualTo((byte) moved.image()[i]);
    }
  }

  @Test
  void aSliceIsSampledAsAPatchIsMoved() {
    Sample patch = Patches.counting(3, 5);
    for (int i = 0; i < 200; i++) {
      AxisSymmetry symmetry =
          i % 2 == 0
              ? AxisSymmetry.drawAmos(KEY.child(i), 2)
              : AxisSymmetry.drawBrats(KEY.child(i), 2);
      Sample moved = symmetry.apply(patch);
      int[] gather = new int[15];
      symmetry.ofSlice().gather(3, 5, moved.sizes()[0], moved.sizes()[1], gather);

      assertThat(IntStream.range(0, 15).mapToObj(at -> patch.image()[gather[at]]).toList())
          .isEqualTo(IntStream.range(0, 15).mapToObj(at -> moved.image()[at]).toList());
    }
  }

  @Test
  void bratsAlwaysFlipsOneOfTheFirstTwoAxesAndTurnsEveryWay() {
    List<AxisSymmetry> drawn =
        IntStream.range(0, 400).mapToObj(i -> AxisSymmetry.drawBrats(KEY.child(i), 3)).toList();

    assertThat(drawn.stream().map(AxisSymmetry::quarterTurns).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(drawn.stream().map(AxisSymmetry::flips).distinct())
        .containsExactlyInAnyOrder(List.of(true, false, false), List.of(false, true, false));
  }

  @Test
  void amosFlipsAndTurnsNowAndThen() {
    List<AxisSymmetry> drawn =
        IntStream.range(0, 4000).mapToObj(i -> AxisSymmetry.drawAmos(KEY.child(i), 3)).toList();

    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      assertThat(drawn.stream().filter(s -> s.flips().get(at)).count()).isBetween(320L, 480L);
    }
    assertThat(drawn.stream().filter(s -> s.quarterTurns() > 0).count()).isBetween(320L, 480L);
  }

  @Test
  void aSingleAxisHasNoSymmetryOfThisKind() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AxisSymmetry(0, List.of(true)));
  }
}
