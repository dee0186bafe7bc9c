package dev.icl.core.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.mockito.Mockito;

class ShapeRulesTest {
  private record Value(DType dtype, Shape shape) implements Tensor {}

  private static Tensor f32(int... dims) {
    return new Value(DType.F32, Shape.of(dims));
  }

  private static Tensor i64(int... dims) {
    return new Value(DType.I64, Shape.of(dims));
  }

  @TestFactory
  Stream<DynamicTest> operationsOnOneOperandWantAFloat() {
    Map<String, BiConsumer<Ops, Tensor>> operations = new TreeMap<>();
    for (UnaryOp op : UnaryOp.values()) {
      if (!op.isLogical()) {
        operations.put(op.opName(), (ops, x) -> ops.unary(op, x));
      }
    }
    for (NumberOp op : NumberOp.values()) {
      operations.put(op.opName(), (ops, x) -> ops.withNumber(op, x, 2));
    }
    return operations.entrySet().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.getKey(),
                    () -> {
                      Ops engine = Mockito.mock(Ops.class);
                      assertThatThrownBy(
                              () -> operation.getValue().accept(new CheckedOps(engine), i64(2, 3)))
                          .isInstanceOf(IllegalArgumentException.class)
                          .hasMessage(
                              operation.getKey()
                                  + ": wants a floating operand, got I64 [2, 3]; cast it first");
                      Mockito.verifyNoInteractions(engine);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> operationsOnTwoOperandsWantShapesThatBroadcast() {
    Map<String, BiConsumer<Ops, Tensor>> operations = new TreeMap<>();
    Tensor other = f32(2, 4);
    for (BinaryOp op : BinaryOp.values()) {
      operations.put(op.opName(), (ops, x) -> ops.binary(op, x, other));
    }
    for (CompareOp op : List.of(CompareOp.EQUAL, CompareOp.LESS, CompareOp.GREATER)) {
      operations.put(op.opName(), (ops, x) -> ops.compare(op, x, other));
    }
    return operations.entrySet().stream()
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation.getKey(),
                    () ->
                        assertThatThrownBy(
                                () ->
                                    operation
                                        .getValue()
                                        .accept(new CheckedOps(Mockito.mock(Ops.class)), f32(2, 3)))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(
                                operation.getKey()
                                    + ": shapes [2, 3] and [2, 4] do not broadcast")));
  }

  @Test
  void shapesBroadcastAlignedAtTheirLastAxes() {
    assertThat(ShapeRules.broadcast("add", Shape.of(2, 1, 4), Shape.of(3, 1)))
        .isEqualTo(Shape.of(2, 3, 4));
    assertThat(ShapeRules.broadcast("add", Shape.scalar(), Shape.of(5))).isEqualTo(Shape.of(5));
  }

  @Test
  void noAxesMeansAllOfThem() {
    assertThat(ShapeRules.axes("sum", Shape.of(4, 5, 6))).containsExactly(0, 1, 2);
    assertThat(ShapeRules.axes("sum", Shape.of(4, 5, 6), -1, 0)).containsExactly(0, 2);
    assertThat(ShapeRules.reduce(ReduceOp.SUM, f32(4, 5, 6), false)).isEqualTo(Shape.scalar());
    assertThat(ShapeRules.reduce(ReduceOp.SUM, f32(4, 5, 6), true, 1)).isEqualTo(Shape.of(4, 1, 6));
  }

  @Test
  void aMaximumOverNothingIsRefused() {
    assertThatThrownBy(() -> ShapeRules.reduce(ReduceOp.MAX, f32(2, 0), false, 1))
        .hasMessage("max: axis 1 of input [2, 0] is empty");
    assertThat(ShapeRules.reduce(ReduceOp.SUM, f32(2, 0), false, 1)).isEqualTo(Shape.of(2));
  }

  @Test
  void convolutionsFollowTheirSizeFormula() {
    ConvSpec spec = new ConvSpec(List.of(2, 1), List.of(1, 2), List.of(1, 2), 1);
    assertThat(NetworkRules.conv(f32(8, 3, 7, 9), f32(16, 3, 3, 5), null, spec))
        .isEqualTo(Shape.of(8, 16, 4, 5));
    assertThat(
            NetworkRules.convTranspose(
                f32(2, 4, 3, 5, 7), f32(4, 6, 2, 2, 2), f32(6), ConvSpec.of(3, 2, 0)))
        .isEqualTo(Shape.of(2, 6, 6, 10, 14));
    assertThat(NetworkRules.pool("maxPool", f32(1, 2, 7, 9), PoolSpec.of(2, 2)))
        .isEqualTo(Shape.of(1, 2, 3, 4));
  }
}
