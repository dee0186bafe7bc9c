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
    operations.put("neg", Ops::neg);
    operations.put("abs", Ops::abs);
    operations.put("exp", Ops::exp);
    operations.put("log", Ops::log);
    operations.put("sqrt", Ops::sqrt);
    operations.put("rsqrt", Ops::rsqrt);
    operations.put("square", Ops::square);
    operations.put("pow", (ops, x) -> ops.pow(x, 2));
    operations.put("tanh", Ops::tanh);
    operations.put("sigmoid", Ops::sigmoid);
    operations.put("erf", Ops::erf);
    operations.put("relu", Ops::relu);
    operations.put("leakyRelu", (ops, x) -> ops.leakyRelu(x, 0.1));
    operations.put("gelu", Ops::gelu);
    operations.put("add", (ops, x) -> ops.add(x, 1));
    operations.put("mul", (ops, x) -> ops.mul(x, 2));
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
    operations.put("add", (ops, x) -> ops.add(x, other));
    operations.put("sub", (ops, x) -> ops.sub(x, other));
    operations.put("mul", (ops, x) -> ops.mul(x, other));
    operations.put("div", (ops, x) -> ops.div(x, other));
    operations.put("maximum", (ops, x) -> ops.maximum(x, other));
    operations.put("minimum", (ops, x) -> ops.minimum(x, other));
    operations.put("equal", (ops, x) -> ops.equal(x, other));
    operations.put("less", (ops, x) -> ops.less(x, other));
    operations.put("greater", (ops, x) -> ops.greater(x, other));
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
    assertThat(ShapeRules.sum(f32(4, 5, 6), false)).isEqualTo(Shape.scalar());
    assertThat(ShapeRules.sum(f32(4, 5, 6), true, 1)).isEqualTo(Shape.of(4, 1, 6));
  }

  @Test
  void aMaximumOverNothingIsRefused() {
    assertThatThrownBy(() -> ShapeRules.reduceNonEmpty("max", f32(2, 0), false, 1))
        .hasMessage("max: axis 1 of input [2, 0] is empty");
    assertThat(ShapeRules.sum(f32(2, 0), false, 1)).isEqualTo(Shape.of(2));
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
