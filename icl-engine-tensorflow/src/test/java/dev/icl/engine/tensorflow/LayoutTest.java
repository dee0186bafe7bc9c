package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import org.junit.jupiter.api.Test;

class LayoutTest {
  @Test
  void imagesAreHeldChannelsLast() {
    assertThat(Layout.activations(4).physical(Shape.of(2, 3, 5, 7))).containsExactly(2, 5, 7, 3);
    assertThat(Layout.activations(5).physical(Shape.of(2, 3, 4, 5, 7)))
        .containsExactly(2, 4, 5, 7, 3);
    assertThat(Layout.activations(3).isLogical()).isTrue();
  }

  @Test
  void convolutionWeightsAreHeldKernelFirst() {
    assertThat(Layout.weights(4).physical(Shape.of(8, 4, 3, 5))).containsExactly(3, 5, 4, 8);
    assertThat(Layout.weights(2).isLogical()).isTrue();
  }

  @Test
  void transposingChangesTheOrderOnly() {
    Layout image = Layout.activations(4);

    assertThat(image.transposed(new int[] {0, 2, 3, 1})).isEqualTo(Layout.logical(4));
    assertThat(Layout.logical(4).transposed(new int[] {0, 3, 1, 2})).isEqualTo(image);
  }

  @Test
  void aPermutationLeadsFromOneOrderToTheOther() {
    Layout image = Layout.activations(4);

    assertThat(Layout.logical(4).permutationTo(image)).containsExactly(0, 2, 3, 1);
    assertThat(image.permutationTo(Layout.logical(4))).containsExactly(0, 3, 1, 2);
  }

  @Test
  void removedAxesLeaveTheOrderOfTheOthers() {
    assertThat(Layout.activations(4).without(2, 3)).isEqualTo(Layout.logical(2));
    assertThat(Layout.of(2, 3, 1, 0).without(1)).isEqualTo(Layout.of(1, 2, 0));
    assertThat(Layout.logical(3).withNewInnermost(1)).isEqualTo(Layout.activations(4));
  }

  @Test
  void hostTensorsAreArrangedAndPutBackInOrder() {
    Shape shape = Shape.of(2, 3, 1, 2);
    Layout layout = Layout.weights(4);
    for (DType dtype : DType.values()) {
      HostTensor values = HostTensor.fill(dtype, shape, i -> dtype == DType.BOOL ? i % 2 : i);

      HostTensor arranged = TfTransfers.arranged(values, layout);

      assertThat(arranged.shape()).isEqualTo(Shape.of(1, 2, 3, 2));
      assertThat(TfTransfers.inOrder(arranged, layout, shape).toDoubles())
          .containsExactly(values.toDoubles());
    }
    // element [o, i, y, x] of [2, 3, 1, 2] is element [y, x, i, o] of [1, 2, 3, 2]
    assertThat(TfTransfers.arranged(HostTensor.fill(DType.F32, shape, i -> i), layout).toDoubles())
        .containsExactly(0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11);
  }
}
