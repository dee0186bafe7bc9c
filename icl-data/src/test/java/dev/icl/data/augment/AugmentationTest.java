package dev.icl.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.random.RandomKey;
import dev.icl.data.augment.Augmentation.Identity;
import dev.icl.data.augment.Augmentation.QuarterTurnFlip;
import dev.icl.data.augment.Augmentation.Rotation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AugmentationTest {
  private static final Golden GOLDEN = Golden.zoom();
  private static final RandomKey KEY = RandomKey.of(7);

  static Stream<String> rotations() {
    return GOLDEN.names("rotate/").filter(n -> n.contains("/angle_"));
  }

  static Stream<String> quarterTurns() {
    return GOLDEN.names("rotflip/");
  }

  @ParameterizedTest
  @MethodSource("rotations")
  void rotationEqualsScipys(String name) {
    String angle = name.substring(name.indexOf("/angle_") + 7);
    int degrees = Integer.parseInt(angle.replace('m', '-').replace('p', '+'));
    Golden.Entry in = GOLDEN.get(name.substring(0, name.indexOf("/angle_")) + "/in");

    byte[] rotated = apply(new Rotation(degrees), in, in.shape());

    assertThat(rotated).isEqualTo(GOLDEN.get(name).toBytes());
  }

  @ParameterizedTest
  @MethodSource("quarterTurns")
  void quarterTurnAndFlipEqualNumpys(String name) {
    String[] parts = name.split("/");
    Augmentation turn =
        new QuarterTurnFlip(
            Character.digit(parts[2].charAt(1), 10), Character.digit(parts[2].charAt(7), 10));
    Golden.Entry in = GOLDEN.get("rotate/" + parts[1] + "/in");
    Golden.Entry expected = GOLDEN.get(name);

    assertThat(apply(turn, in, expected.shape())).isEqualTo(expected.toBytes());
  }

  @Test
  void rotationThenZoomEqualsScipys() {
    Golden.Entry expected = GOLDEN.get("chain/rotate_m6_zoom_64x64");

    byte[] result = apply(new Rotation(-6), GOLDEN.get("chain/in"), expected.shape());

    assertThat(result).isEqualTo(expected.toBytes());
  }

  @Test
  void quarterTurnsThenZoomEqualScipys() {
    Golden.Entry expected = GOLDEN.get("chain/rot90_3_flip_1_zoom_64x64");

    byte[] result = apply(new QuarterTurnFlip(3, 1), GOLDEN.get("chain/in"), expected.shape());

    assertThat(result).isEqualTo(expected.toBytes());
  }

  @Test
  void withoutAugmentationTheSliceIsOnlyResized() {
    Golden.Entry in = GOLDEN.get("zoom/17/in");
    Golden.Entry out = GOLDEN.get("zoom/17/out");

    assertThat(apply(new Identity(), in, out.shape())).isEqualTo(out.toBytes());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1", "2, 0", "2, 1", "3, 0", "3, 1"})
  void aQuarterTurnAndFlipCanBeUndone(int quarterTurns, int axis) {
    int height = 5;
    int width = 3;
    int turnedHeight = quarterTurns % 2 == 0 ? height : width;
    int turnedWidth = quarterTurns % 2 == 0 ? width : height;
    int[] forward = new int[15];
    int[] unflipped = new int[15];
    int[] back = new int[15];
    new QuarterTurnFlip(quarterTurns, axis)
        .gather(height, width, turnedHeight, turnedWidth, forward);
    new QuarterTurnFlip(0, axis)
        .gather(turnedHeight, turnedWidth, turnedHeight, turnedWidth, unflipped);
    // rot90 by −k, then rows flipped twice: once here, once by the lookup below.
    new QuarterTurnFlip((4 - quarterTurns) % 4, 0)
        .gather(turnedHeight, turnedWidth, height, width, back);

    int[] restored =
        IntStream.range(0, 15)
            .map(i -> (height - 1 - i / width) * width + i % width)
            .map(i -> forward[unflipped[back[i]]])
            .toArray();

    assertThat(restored).isEqualTo(IntStream.range(0, 15).toArray());
  }

  @Test
  void aRotationInventsNoLabel() {
    byte[] label = new byte[40 * 30];
    Arrays.fill(label, 400, 800, (byte) 3);
    int[] gather = new int[64 * 64];
    new Rotation(13).gather(40, 30, 64, 64, gather);

    int[] seen = Arrays.stream(gather).map(g -> g < 0 ? 0 : label[g]).distinct().sorted().toArray();

    assertThat(seen).containsExactly(0, 3);
  }

  @Test
  void theSameKeyDrawsTheSameAugmentation() {
    List<Augmentation> once = IntStream.range(0, 50).mapToObj(this::draw).toList();
    List<Augmentation> again = IntStream.range(0, 50).mapToObj(this::draw).toList();

    assertThat(again).isEqualTo(once);
  }

  @Test
  void kindsAreDrawnAsOftenAsTheAuthorsDo() {
    List<Augmentation> drawn = IntStream.range(0, 4000).mapToObj(this::draw).toList();

    assertThat(drawn.stream().filter(QuarterTurnFlip.class::isInstance).count())
        .isBetween(1900L, 2100L);
    assertThat(drawn.stream().filter(Rotation.class::isInstance).count()).isBetween(900L, 1100L);
    assertThat(drawn.stream().filter(Identity.class::isInstance).count()).isBetween(900L, 1100L);
  }

  @Test
  void everyAngleFromMinus20To19AndEveryTurnIsDrawn() {
    List<Augmentation> drawn = IntStream.range(0, 4000).mapToObj(this::draw).distinct().toList();

    assertThat(drawn)
        .filteredOn(Rotation.class::isInstance)
        .extracting(a -> ((Rotation) a).degrees())
        .containsExactlyInAnyOrderElementsOf(IntStream.range(-20, 20).boxed().toList());
    assertThat(drawn).filteredOn(QuarterTurnFlip.class::isInstance).hasSize(8);
  }

  @Test
  void aFifthQuarterTurnIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new QuarterTurnFlip(4, 0));
  }

  private Augmentation draw(int i) {
    return Augmentation.draw(KEY.child(i));
  }

  private static byte[] apply(Augmentation augmentation, Golden.Entry in, int[] shape) {
    int[] gather = new int[shape[0] * shape[1]];
    augmentation.gather(in.shape()[0], in.shape()[1], shape[0], shape[1], gather);
    byte[] source = in.toBytes();
    byte[] out = new byte[gather.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = gather[i] < 0 ? 0 : source[gather[i]];
    }
    return out;
  }
}
