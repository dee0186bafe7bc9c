package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.engine.Program;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of engines that multiply in bfloat16: products of rounded operands, in gradients as
 * well, themselves rounded once, and everything else in float32.
 */
public interface Bfloat16Contract extends EngineUnderTest {
  /** The largest error of a product's sums before they are rounded, relative to its results. */
  default double sumTolerance() {
    return FORWARD_TOLERANCE;
  }

  /** A fresh engine that multiplies in bfloat16. */
  private Rig rounding() {
    Numerics numerics = new Numerics(Precision.BFLOAT16, false);
    return new Rig(start(EngineOptions.defaults().withNumerics(numerics)));
  }

  /** Any bits but those of the smallest numbers, which processors may take for 0. */
  @Test
  default void numbersAreRoundedToTheNearestAndOfTwoToTheEvenOne() {
    UniformRandomProvider random = RandomKey.of(16).generator();
    float[] special = {0, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 1e-30f};
    HostTensor x = HostTensor.zeros(DType.F32, Shape.of(4096, 1));
    for (int i = 0; i < x.size(); i++) {
      int bits = random.nextInt();
      boolean tie = i % 4 == 0;
      float any = Float.intBitsToFloat(tie ? bits & 0xFFFF0000 | 0x8000 : bits);
      boolean tiny = Math.abs(any) < 1e-30f;
      x.set(i, i < special.length ? special[i] : tiny ? i * 0.37f : any);
    }
    Program product =
        (scope, in) -> Map.of(OpCase.OUTPUT, scope.ops().matmul(in.get("x"), in.get("one")));

    HostTensor rounded;
    try (Rig rig = rounding()) {
      HostTensor one = HostTensor.of(Shape.of(1, 1), 1f);
      rounded =
          rig.run(product, Compilation.inference(), Map.of("x", x, "one", one)).get(OpCase.OUTPUT);
    }

    for (int i = 0; i < x.size(); i++) {
      // boxed, so that NaN equals itself; 0 is added for the one zero
      assertThat(Float.valueOf((float) rounded.get(i) + 0f))
          .as("rounded %s", x.get(i))
          .isEqualTo(Float.valueOf(Bfloat16.round((float) x.get(i)) + 0f));
    }
  }

  /** Values and gradients; where an operand comes twice its gradient is a sum of two. */
  @TestFactory
  default Stream<DynamicTest> productsAreThoseOfRoundedOperands() {
    return Stream.concat(ConvCases.all().stream(), ProductCases.all().stream())
        .filter(opCase -> opCase.operands().size() > 1)
        .map(opCase -> dynamicTest(opCase.label(), () -> requireRounded(opCase)));
  }

  /** A bias, to which nothing of this applies, is 0 here. */
  private void requireRounded(OpCase opCase) {
    Map<String, HostTensor> factors = new LinkedHashMap<>(opCase.operands());
    HostTensor bias = factors.containsKey("x") ? factors.remove("b") : null;
    Compilation compilation = Compilation.gradients(OpCase.OBJECTIVE);
    try (Rig rig = rounding();
        Rig reference = EngineUnderTest.reference()) {
      factors.forEach(rig::parameter);
      factors.forEach((name, value) -> reference.parameter(name, Bfloat16.round(value)));
      if (bias != null) {
        rig.parameter("b", HostTensor.zeros(DType.F32, bias.shape()));
        reference.parameter("b", HostTensor.zeros(DType.F32, bias.shape()));
      }
      Shape shape =
          reference
              .run(opCase.forward(), Compilation.inference(), Map.of())
              .get(OpCase.OUTPUT)
              .shape();
      HostTensor weights = Values.random("weights", shape.toArray());
      Map<String, HostTensor> found =
          rig.run(opCase.differentiated(), compilation, Map.of(OpCase.WEIGHTS, weights));
      Map<String, HostTensor> whole =
          reference.run(
              opCase.differentiated(),
              compilation,
              Map.of(OpCase.WEIGHTS, Bfloat16.round(weights)));
      requireRounded(
          "the output", found.get(OpCase.OUTPUT), whole.get(OpCase.OUTPUT), sumTolerance());
      for (String name : factors.keySet()) {
        String gradient = "grad/" + name;
        requireRounded(
            "the gradient of " + name,
            found.get(gradient),
            whole.get(gradient),
            Math.max(GRADIENT_TOLERANCE, sumTolerance()));
      }
    }
  }

  /** Each element between those to which the ends of its sum's tolerance are rounded. */
  private static void requireRounded(
      String what, HostTensor actual, HostTensor sums, double tolerance) {
    double largest = 1;
    for (int i = 0; i < sums.size(); i++) {
      largest = Math.max(largest, Math.abs(sums.get(i)));
    }
    assertThat(actual.shape()).as(what).isEqualTo(sums.shape());
    for (int i = 0; i < sums.size(); i++) {
      assertThat((float) actual.get(i))
          .as("%s at %d, from %s", what, i, sums.get(i))
          .isBetween(
              Bfloat16.round((float) (sums.get(i) - tolerance * largest)),
              Bfloat16.round((float) (sums.get(i) + tolerance * largest)));
    }
  }

  /** A sum of biases and their gradients is as exact as without. */
  @Test
  default void biasesStayWhole() {
    ConvSpec spec = ConvSpec.same(3, 3);
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor bias = scope.variable("b");
          Tensor conv = ops.conv(in.get("x"), in.get("w"), bias, spec);
          Tensor up = ops.convTranspose(in.get("x"), in.get("w"), bias, ConvSpec.of(2, 1, 1));
          Tensor rows = ops.linear(in.get("x"), in.get("m"), bias);
          Tensor all = ops.add(ops.add(conv, up), rows);
          Tensor loss = ops.sum(ops.mul(all, in.get(OpCase.WEIGHTS)), false);
          return Map.of("conv", conv, "up", up, "rows", rows, OpCase.OBJECTIVE, loss);
        };
    HostTensor bias = Values.random("b", 2);
    HostTensor weights = Values.random("weights", 1, 2, 2, 2);
    Map<String, HostTensor> inputs =
        Map.of(
            "x",
            HostTensor.zeros(DType.F32, weights.shape()),
            "w",
            Values.random("w", 2, 2, 3, 3),
            "m",
            Values.random("m", 2, 2),
            OpCase.WEIGHTS,
            weights);

    Map<String, HostTensor> found;
    try (Rig rig = rounding().parameter("b", bias)) {
      found = rig.run(program, Compilation.gradients(OpCase.OBJECTIVE), inputs);
    }

    HostTensor ofChannel = HostTensor.fill(DType.F32, weights.shape(), i -> bias.get((int) i / 4));
    HostTensor ofColumn = HostTensor.fill(DType.F32, weights.shape(), i -> bias.get((int) i % 2));
    double[] gradient = new double[2];
    for (int i = 0; i < weights.size(); i++) {
      gradient[i / 4] += 2 * weights.get(i);
      gradient[i % 2] += weights.get(i);
    }
    assertThat(found.get("conv").toFloats()).containsExactly(ofChannel.toFloats());
    assertThat(found.get("up").toFloats()).containsExactly(ofChannel.toFloats());
    assertThat(found.get("rows").toFloats()).containsExactly(ofColumn.toFloats());
    HostTensor expected = HostTensor.of(Shape.of(2), gradient).to(DType.F32);
    assertClose("the gradient", found.get("grad/b"), expected, 1e-6);
  }

  /** A weight of the size that engines treat in ways of their own, trained for one step. */
  @Test
  default void aLargeLayerIsTrainedOnRoundedOperands() {
    int edge = largeEdge();
    int rows = 4;
    HostTensor x = Values.random("x", rows, edge);
    HostTensor y = Values.random("y", rows, edge);
    HostTensor before = Values.random("w", edge, edge);
    Program program =
        (scope, in) -> {
          Ops ops = scope.ops();
          Tensor product = ops.linear(in.get("x"), scope.variable("w"), null);
          return Map.of("loss", ops.sum(ops.mul(product, in.get("y")), false));
        };

    HostTensor after;
    try (Rig rig = rounding().parameter("w", before)) {
      rig.run(
          program,
          Compilation.training("loss", new Sgd(0, 0)),
          Rig.withRate(Map.of("x", x, "y", y), 1));
      after = rig.read("w");
    }

    HostTensor left = Bfloat16.round(x);
    HostTensor right = Bfloat16.round(y);
    HostTensor sums = HostTensor.zeros(DType.F32, before.shape());
    HostTensor change = HostTensor.zeros(DType.F32, before.shape());
    for (int i = 0; i < sums.size(); i++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += right.get(row * edge + i / edge) * left.get(row * edge + i % edge);
      }
      sums.set(i, Bfloat16.round((float) sum));
      change.set(i, before.get(i) - after.get(i));
    }
    assertClose("the change", change, sums, Math.max(sumTolerance(), 2e-4));
  }
}
