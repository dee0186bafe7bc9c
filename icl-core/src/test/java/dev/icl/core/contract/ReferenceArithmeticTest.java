package dev.icl.core.contract;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anchors the reference's arithmetic to numbers computed with PyTorch 1.13 in float64. */
class ReferenceArithmeticTest extends ReferenceAnchors {
  @Test
  void geluIsExact() {
    assertValues(
        ops.gelu(x(6)), -0.1542687694, 1.117937783, 0.1496765814, -0.1699705143, 0.8413447461, 0);
    assertValues(
        ops.erf(x(6)), -0.5204998778, 0.9229001283, 0.2763263902, -0.7111556337, 0.8427007929, 0);
  }

  @Test
  void softmaxSumsToOneAlongItsAxis() {
    double a = 0.5621765009;
    assertValues(ops.softmax(x(2, 3), 0), a, a, a, 1 - a, 1 - a, 1 - a);
    assertValues(
        ops.logSoftmax(x(2, 3), -1),
        -2.182855467,
        -0.4328554669,
        -1.432855467,
        -2.182855467,
        -0.4328554669,
        -1.432855467);
  }

  @Test
  void rollBringsElementsBackAtTheFront() {
    assertValues(
        ops.roll(x(2, 3), new int[] {1, -1}, new int[] {0, 1}), 1, 0, -0.75, 1.25, 0.25, -0.5);
  }

  @Test
  void productsBroadcastTheirLeadingAxes() {
    assertValues(
        ops.matmul(x(2, 1, 2, 3), w(2, 3, 1)),
        """
        1 1.125 -1.4375 -1.375 1.25 1.375 -1.3125 -1.25
        """);
    assertValues(ops.linear(x(2, 3), w(2, 3), x(2)), 0.5, -0.1875, 0.625, -0.125);
  }

  @Test
  void elementsMoveWhereTheirIndexSays() {
    Tensor x = ops.constant(HostTensor.of(Shape.of(2, 3), 1.0, 2, 3, 4, 5, 6));
    Tensor indices = ops.constant(HostTensor.of(Shape.of(3), 2L, 0L, 2L));
    assertValues(ops.transpose(x, 1, 0), 1, 4, 2, 5, 3, 6);
    assertValues(ops.gather(x, indices, 1), 3, 1, 3, 6, 4, 6);
    assertValues(
        ops.pad(x, new int[] {0, 1}, new int[] {1, 0}, 9),
        """
        9 1 2 3 9 4 5 6 9 9 9 9
        """);
    assertValues(ops.slice(x, new int[] {0, 1}, Shape.of(2, 2)), 2, 3, 5, 6);
    assertValues(
        ops.concat(List.of(x, x), -1),
        """
        1 2 3 1 2 3 4 5 6 4 5 6
        """);
    assertValues(
        ops.oneHot(indices, 3, 0),
        """
        0 1 0 0 0 0 1 0 1
        """);
    assertValues(
        ops.oneHot(indices, 3, -1),
        """
        0 0 1 1 0 0 0 0 1
        """);
  }

  @Test
  void reductionsFoldTheAxesTheyName() {
    Tensor x = ops.constant(HostTensor.of(Shape.of(2, 3), 1.0, 2, 3, 4, 5, 9));
    assertValues(ops.sum(x, false), 24);
    assertValues(ops.sum(x, true, 0), 5, 7, 12);
    assertValues(ops.mean(x, false, -1), 2, 6);
    assertValues(ops.max(x, false, 1), 3, 9);
    assertValues(ops.argmax(x, 0), 1, 1, 1);
  }
}
