package dev.icl.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenWindowsTest {
  private final Ops ops = new CheckedOps(new ReferenceOps());

  @Test
  void windowsFollowOneAnotherInCOrder() {
    TokenWindows grid = TokenWindows.allAxes(List.of(4, 4), 2, false);

    assertThat(values(grid.partition(ops, counted(1, 4, 4, 1))))
        .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
  }

  @Test
  void shiftedWindowsBeginAtHalfAWindow() {
    TokenWindows grid = TokenWindows.allAxes(List.of(4, 4), 2, true);

    assertThat(values(grid.partition(ops, counted(1, 4, 4, 1))))
        .containsExactly(5, 6, 9, 10, 7, 4, 11, 8, 13, 14, 1, 2, 15, 12, 3, 0);
  }

  @Test
  void joiningUndoesCuttingWithPaddingAndShift() {
    for (boolean shifted : new boolean[] {false, true}) {
      TokenWindows grid = TokenWindows.eachAxis(List.of(3, 2, 5), List.of(2, 2, 3), shifted);
      Tensor x = counted(2, 3, 2, 5, 3);

      Tensor windows = grid.partition(ops, x);

      assertThat(windows.shape()).isEqualTo(Shape.of(2 * 4, 12, 3));
      assertThat(values(grid.join(ops, windows))).isEqualTo(values(x));
    }
  }

  @Test
  void paddingIsZeroAndAtTheEnd() {
    TokenWindows grid = TokenWindows.eachAxis(List.of(3), List.of(2), false);

    assertThat(values(grid.partition(ops, counted(1, 3, 1)))).containsExactly(0, 1, 2, 0);
    assertThat(grid.divides()).isFalse();
  }

  /** By hand: rows and columns 0–1 are whole, 2 is before the seam and 3 behind it. */
  @Test
  void theMaskKeepsBothSidesOfTheSeamApart() {
    TokenWindows grid = TokenWindows.allAxes(List.of(4, 4), 2, true);

    HostTensor mask = grid.mask();

    assertThat(mask.shape()).isEqualTo(Shape.of(4, 4, 4));
    assertThat(window(mask, 0)).containsOnly(0);
    assertThat(window(mask, 1))
        .containsExactly(0, -100, 0, -100, -100, 0, -100, 0, 0, -100, 0, -100, -100, 0, -100, 0);
    assertThat(window(mask, 2))
        .containsExactly(0, 0, -100, -100, 0, 0, -100, -100, -100, -100, 0, 0, -100, -100, 0, 0);
    assertThat(window(mask, 3))
        .containsExactly(
            0, -100, -100, -100, -100, 0, -100, -100, -100, -100, 0, -100, -100, -100, -100, 0);
  }

  @Test
  void theMaskMadeOfRegionsIsTheSame() {
    TokenWindows grid = TokenWindows.eachAxis(List.of(5, 2, 6), List.of(3, 2, 2), true);

    assertThat(values(grid.mask(ops))).isEqualTo(grid.mask().toDoubles());
    assertThat(grid.mask().toDoubles()).contains(0, -100);
  }

  @Test
  void aWindowShrinksToTheGridAndIsThenNotShifted() {
    TokenWindows each = TokenWindows.eachAxis(List.of(8, 3, 4), List.of(4, 4, 4), true);
    TokenWindows all = TokenWindows.allAxes(List.of(8, 4), 4, true);

    assertThat(each.window()).containsExactly(4, 3, 4);
    assertThat(each.shift()).containsExactly(2, 0, 0);
    assertThat(all.window()).containsExactly(4, 4);
    assertThat(all.shift()).containsExactly(0, 0);
    assertThat(all.isShifted()).isFalse();
    assertThat(TokenWindows.allAxes(List.of(8, 6), 7, true).window()).containsExactly(6, 6);
  }

  @Test
  void listsOfOtherLengthsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenWindows(List.of(4, 4), List.of(2), List.of(0, 0)))
        .withMessage("windows [2] shifted by [0, 0] do not cut a grid of [4, 4]");
  }

  @Test
  void fixedWindowsTakeOneGridThatTheyDivide() {
    FixedWindows windows = new FixedWindows(TokenWindows.allAxes(List.of(4, 4), 2, true));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.grid(List.of(4, 8)))
        .withMessage("tokens in a grid of [4, 8], but the windows are those of one of [4, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FixedWindows(TokenWindows.allAxes(List.of(4, 5), 2, false)))
        .withMessage("windows [2, 2] do not divide a grid of [4, 5]");
    assertThat(windows.variables("b"))
        .singleElement()
        .satisfies(
            spec -> {
              assertThat(spec.name()).isEqualTo("b.attn_mask");
              assertThat(spec.shape()).isEqualTo(Shape.of(4, 4, 4));
            });
    assertThat(new FixedWindows(TokenWindows.allAxes(List.of(4, 4), 2, false)).variables("b"))
        .isEmpty();
  }

  private static Tensor counted(int... shape) {
    return RefTensor.of(HostTensor.fill(DType.F32, Shape.of(shape), i -> i));
  }

  private static double[] values(Tensor x) {
    return ((RefTensor) x).values();
  }

  private static double[] window(HostTensor mask, int number) {
    int size = mask.shape().dim(1) * mask.shape().dim(2);
    return IntStream.range(number * size, (number + 1) * size).mapToDouble(mask::get).toArray();
  }
}
