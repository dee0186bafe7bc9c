package dev.icl.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffineTest {
  @ParameterizedTest
  @CsvSource({
    "1 0 0 0 1 0 0 0 1, RAS",
    "-1 0 0 0 -1 0 0 0 1, LPS",
    "0 0 1 -1 0 0 0 -1 0, PIR",
    // Almost diagonal in the first plane: each axis still gets a direction of its own.
    "0.8 0.7 0 0.6 0.7 0 0 0 -1, RAI",
    // A strong shear.
    "1 0 0 0 1 2 0 0 1, RAS"
  })
  void eachAxisIsNamedForItsNearestDirection(String matrix, String codes) {
    double[] m =
        java.util.Arrays.stream(matrix.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Affine affine = Affine.ofRows(m[0], m[1], m[2], 5, m[3], m[4], m[5], 6, m[6], m[7], m[8], 7);

    assertThat(affine.orientation().codes()).isEqualTo(codes);
  }

  @Test
  void spacingIsTheLengthOfAColumn() {
    Affine affine = Affine.ofRows(3, 0, 0, 0, 4, 0, -2, 0, 0, 1, 0, 0);

    assertThat(affine.spacing()).containsExactly(5, 1, 2);
    assertThat(affine.apply(1, 0, 0)).containsExactly(3, 4, 0);
  }

  @Test
  void aFlatGridIsRefused() {
    assertThatThrownBy(() -> Affine.ofRows(1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the affine has no inverse");
  }
}
