package dev.icl.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void listsAndArraysMakeTheSameShape() {
    assertThat(Shape.of(List.of(2, 3, 5))).isEqualTo(Shape.of(2, 3, 5));
    assertThat(Shape.of(List.of())).isEqualTo(Shape.scalar());
    assertThat(Shape.of(2, 3).append(List.of(5, 7))).isEqualTo(Shape.of(2, 3, 5, 7));
    assertThat(Shape.of(2, 3).append(Shape.of(5, 7))).isEqualTo(Shape.of(2, 3, 5, 7));
    assertThat(Shape.of(2, 3, 5).toList()).containsExactly(2, 3, 5);
  }

  @Test
  void aReversedShapeBeginsWithTheLastAxis() {
    assertThat(Shape.of(2, 3, 5).reversed()).isEqualTo(Shape.of(5, 3, 2));
    assertThat(Shape.scalar().reversed()).isEqualTo(Shape.scalar());
  }

  @Test
  void negativeSizesAreRefused() {
    assertThatThrownBy(() -> Shape.of(List.of(2, -3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("negative size in shape [2, -3]");
  }
}
