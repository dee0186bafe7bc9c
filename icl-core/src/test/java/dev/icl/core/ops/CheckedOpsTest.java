package dev.icl.core.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CheckedOpsTest {
  private record Value(DType dtype, Shape shape) implements Tensor {}

  private final OpsKernel engine = mock(OpsKernel.class);
  private final Ops ops = new CheckedOps(engine);
  private final Tensor image = f32(2, 3, 4, 5);

  private static Tensor f32(int... dims) {
    return new Value(DType.F32, Shape.of(dims));
  }

  @Test
  void theEngineGetsAxesCountedFromTheFirst() {
    when(engine.softmax(image, 3)).thenReturn(image);
    assertThat(ops.softmax(image, -1)).isSameAs(image);
    verify(engine).softmax(image, 3);
  }

  @Test
  void theEngineGetsEveryAxisWhereNoneIsNamed() {
    when(engine.reduce(any(), any(), anyBoolean(), any(int[].class))).thenReturn(f32());
    ops.sum(image, false);
    verify(engine).reduce(ReduceOp.SUM, image, false, 0, 1, 2, 3);
  }

  @Test
  void theEngineGetsReducedAxesInOrder() {
    when(engine.reduce(ReduceOp.MEAN, image, true, 1, 3)).thenReturn(f32(2, 1, 4, 1));
    ops.mean(image, true, -1, 1);
    verify(engine).reduce(ReduceOp.MEAN, image, true, 1, 3);
  }

  @Test
  void theEngineGetsShiftsWithinTheAxis() {
    when(engine.roll(image, new int[] {3, 2}, new int[] {2, 3})).thenReturn(image);
    ops.roll(image, new int[] {-1, 12}, new int[] {-2, -1});
    verify(engine).roll(image, new int[] {3, 2}, new int[] {2, 3});
  }

  @Test
  void aResultOfAnotherShapeIsTheEnginesMistake() {
    when(engine.unary(UnaryOp.EXP, image)).thenReturn(f32(2, 3));
    assertThatThrownBy(() -> ops.exp(image))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine's exp gave F32 [2, 3] where F32 [2, 3, 4, 5] is due");
  }

  @Test
  void aResultOfAnotherTypeIsTheEnginesMistake() {
    when(engine.compare(CompareOp.LESS, image, image)).thenReturn(image);
    assertThatThrownBy(() -> ops.less(image, image))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the engine's less gave F32 [2, 3, 4, 5] where BOOL [2, 3, 4, 5] is due");
  }
}
