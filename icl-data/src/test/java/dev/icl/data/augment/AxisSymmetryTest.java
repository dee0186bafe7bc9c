package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
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
    return Stream.of(new TurnPlane(0, 1), new TurnPlane(1, 2), new TurnPlane(2, 0))
        .flatMap(
            plane ->
                IntStream.range(0, 32)
                    .mapToObj(
                        i ->
                            new AxisSymmetry(
                                i % 4, plane, List.of((i & 4) != 0, (i & 8) != 0, (i & 16) != 0))));
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
        new AxisSymmetry(turns, TurnPlane.firstTwo(), List.of(axis == 0, axis == 1))
            .apply(Patches.labeled(Shape.of(in.shape()), in.toBytes()));

    assertThat(turned.shape()).isEqualTo(Shape.of(expected.shape()));
    assertThat(turned.label().orElseThrow()).isEqualTo(expected.toBytes());
  }

  @ParameterizedTest
  @MethodSource("symmetries")
  void everySymmetryOfAVolumeIsUndone(AxisSymmetry symmetry) {
    Sample patch = Patches.counting(2, 3, 4);

    Sample undone = symmetry.undo(symmetry.apply(patch));

    assertThat(undone.shape()).isEqualTo(patch.shape());
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
              ? AuthorsMoves.amos(KEY.child(i), 2, TurnPlane.lastTwo(2))
              : AuthorsMoves.turnAndFlip(KEY.child(i), 2, TurnPlane.firstTwo());
      Sample moved = symmetry.apply(patch);
      int[] gather = new int[15];
      symmetry.ofSlice().gather(3, 5, moved.shape().dim(0), moved.shape().dim(1), gather);

      assertThat(IntStream.range(0, 15).mapToObj(at -> patch.image()[gather[at]]).toList())
          .isEqualTo(IntStream.range(0, 15).mapToObj(at -> moved.image()[at]).toList());
    }
  }

  @Test
  void aTurnIsInItsPlane() {
    Sample volume = Patches.counting(2, 2, 3);
    List<Boolean> none = List.of(false, false, false);

    Sample first = new AxisSymmetry(1, TurnPlane.firstTwo(), none).apply(volume);
    Sample last = new AxisSymmetry(1, TurnPlane.lastTwo(3), none).apply(volume);

    assertThat(first.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(first.image()).containsExactly(3, 4, 5, 9, 10, 11, 0, 1, 2, 6, 7, 8);
    assertThat(last.shape()).isEqualTo(Shape.of(2, 3, 2));
    assertThat(last.image()).containsExactly(2, 5, 1, 4, 0, 3, 8, 11, 7, 10, 6, 9);
  }

  /**
   * An array [x, y, z] of a file of LA, whose voxels hold 100 x + 10 y + z, is a sample [z, x, y]:
   * {@code flip(rot90(array), 0)} swaps x and y.
   */
  @Test
  void turnsOfTheLeftAtriumAreThoseOfItsFiles() {
    byte[] values = new byte[2 * 2 * 3];
    for (int z = 0; z < 2; z++) {
      for (int x = 0; x < 2; x++) {
        for (int y = 0; y < 3; y++) {
          values[(z * 2 + x) * 3 + y] = (byte) (100 * x + 10 * y + z);
        }
      }
    }
    Sample sample = Patches.labeled(Shape.of(2, 2, 3), values);

    Sample moved =
        new AxisSymmetry(1, TurnPlane.lastTwo(3), List.of(false, true, false)).apply(sample);

    assertThat(moved.shape()).isEqualTo(Shape.of(2, 3, 2));
    for (int z = 0; z < 2; z++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 2; j++) {
          assertThat(moved.image()[(z * 3 + i) * 2 + j]).isEqualTo(100 * j + 10 * i + z);
        }
      }
    }
  }

  @Test
  void everyTurnIsDrawnAndOneFlipInItsPlane() {
    List<AxisSymmetry> brats = drawn("brats");
    List<AxisSymmetry> la = drawn("la");

    for (List<AxisSymmetry> drawn : List.of(brats, la)) {
      assertThat(drawn.stream().map(AxisSymmetry::quarterTurns).distinct())
          .containsExactlyInAnyOrder(0, 1, 2, 3);
    }
    assertThat(brats).allMatch(s -> s.plane().equals(new TurnPlane(0, 1)));
    assertThat(brats.stream().map(AxisSymmetry::flips).distinct())
        .containsExactlyInAnyOrder(List.of(true, false, false), List.of(false, true, false));
    assertThat(la).allMatch(s -> s.plane().equals(new TurnPlane(1, 2)));
    assertThat(la.stream().map(AxisSymmetry::flips).distinct())
        .containsExactlyInAnyOrder(List.of(false, true, false), List.of(false, false, true));
  }

  private static List<AxisSymmetry> drawn(String name) {
    Augmentations augmentations = Augmentations.named(name);
    return IntStream.range(0, 400).mapToObj(i -> augmentations.symmetry(KEY.child(i), 3)).toList();
  }

  @Test
  void amosFlipsAndTurnsNowAndThen() {
    List<AxisSymmetry> drawn =
        IntStream.range(0, 4000)
            .mapToObj(i -> Augmentations.named("amos").symmetry(KEY.child(i), 3))
            .toList();

    for (int axis = 0; axis < 3; axis++) {
      int at = axis;
      assertThat(drawn.stream().filter(s -> s.flips().get(at)).count()).isBetween(320L, 480L);
    }
    assertThat(drawn.stream().filter(s -> s.quarterTurns() > 0).count()).isBetween(320L, 480L);
    assertThat(drawn).allMatch(s -> s.plane().equals(new TurnPlane(1, 2)));
  }

  @Test
  void aSingleAxisHasNoSymmetryOfThisKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AxisSymmetry(0, TurnPlane.firstTwo(), List.of(true)));
  }

  @Test
  void aPlaneBeyondTheAxesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AxisSymmetry(1, TurnPlane.lastTwo(3), List.of(true, false)));
    assertThatIllegalArgumentException().isThrownBy(() -> new TurnPlane(1, 1));
  }
}
