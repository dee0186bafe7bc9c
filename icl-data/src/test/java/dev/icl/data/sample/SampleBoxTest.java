package dev.icl.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.icl.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class SampleBoxTest {
  @Test
  void indicesAreItsOwnAndAsManyAsSizes() {
    int[] low = {1, 2};
    SampleBox box = new SampleBox(low, Shape.of(3, 4));
    low[0] = 7;
    box.low()[1] = 7;

    assertThat(box.low()).containsExactly(1, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SampleBox(low, Shape.of(3)))
        .withMessage("a box of [3] at [7, 2]");
  }
}
