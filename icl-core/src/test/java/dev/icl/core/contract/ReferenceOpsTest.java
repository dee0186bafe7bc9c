package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Anchors the reference to numbers computed with PyTorch 1.13 in float64. */
class ReferenceOpsTest {
  private final Ops ops = new CheckedOps(new ReferenceOps());

  /** {@code ((7i + 3) mod 11 − 5) / 4}. */
  private static HostTensor ramp(int... dims) {
    return ramp(7, dims, DType.F64);
  }

  /** {@code ((5i + 3) mod 11 − 5) / 4}. */
  private static HostTensor weights(int... dims) {
    return ramp(5, dims, DType.F64);
  }

  private static HostTensor ramp(int factor, int[] dims, DType dtype) {
    return HostTensor.fill(dtype, Shape.of(dims), i -> ((i * factor + 3) % 11 - 5) / 4.0);
  }

  private Tensor x(int... dims) {
    return ops.constant(ramp(dims));
  }

  private Tensor w(int... dims) {
    return ops.constant(weights(dims));
  }

  private static void assertValues(Tensor actual, String expected) {
    assertValues(
        actual, Stream.of(expected.strip().split("\\s+")).mapToDouble(Double::valueOf).toArray());
  }

  private static void assertValues(Tensor actual, double... expected) {
    assertThat(((RefTensor) actual).values()).containsExactly(expected, within(1e-8));
  }

  @Test
  void convKeepsTheSizeWithSamePadding() {
    assertValues(
        ops.conv(x(1, 2, 3, 4), w(2, 2, 3, 3), x(2), ConvSpec.same(3, 3)),
        """
        0.75 -5.25 3.375 -0.5 -4.6875 5.125 -3.1875 -0.3125 1.875 -1.9375 -0.5625
        -0.4375 3.625 0 3.3125 1.25 -2.9375 4.4375 2.25 -0.9375 2.5 1.3125 -1.25 2.5
        """);
  }

  @Test
  void convTakesEveryAxisByItsOwnStridePaddingAndDilation() {
    ConvSpec spec = new ConvSpec(List.of(2, 1), List.of(1, 2), List.of(2, 1), 2);
    assertValues(
        ops.conv(x(1, 2, 5, 4), w(2, 1, 2, 3), null, spec),
        """
        0.25 -1 0.25 1.1875 -1.25 0.375 -0.4375 -0.4375 0.4375 -0.1875 -0.3125 0.125
        -0.9375 0.75 0.125 -1.4375 1.125 -0.5 -0.125 0.625 -1.3125 1.1875 -0.25 0
        0.0625 -0.1875 -0.3125 2.1875 -1.3125 -0.0625 0.625 -0.625 0.9375 0.9375
        -1.5625 -0.3125
        """);
  }

  @Test
  void convWalksVolumes() {
    ConvSpec spec = new ConvSpec(List.of(1, 2, 1), List.of(0, 1, 1), List.of(1, 1, 2), 1);
    assertValues(
        ops.conv(x(1, 1, 2, 3, 3), w(1, 1, 2, 1, 2), x(1), spec),
        """
        -0.5 -0.5 -0.5 0.375 -1.4375 -1.1875 -0.5 -0.5 -0.5
        """);
  }

  @Test
  void convTransposeOverlapsAndCrops() {
    ConvSpec spec = new ConvSpec(List.of(2, 1), List.of(1, 0), List.of(1, 1), 1);
    assertValues(
        ops.convTranspose(x(1, 2, 2, 3), w(2, 1, 3, 2), x(1), spec),
        """
        -1.375 -0.5 -0.5625 -0.3125 0.9375 -2.3125 0.3125 -0.3125 -1.5 -0.6875 -0.75
        -0.375
        """);
  }

  @Test
  void convTransposeGrowsVolumes() {
    ConvSpec spec = new ConvSpec(List.of(1, 2, 1), List.of(0, 0, 0), List.of(1, 1, 1), 1);
    assertValues(
        ops.convTranspose(x(1, 1, 2, 1, 2), w(1, 2, 1, 2, 2), null, spec),
        """
        0.25 -1 0.9375 0.375 -1.1875 0.625 -0.125 0.5625 -0.5625 -0.1875 0.6875
        -0.375 0.5 -1.375 0.3125 0.625 -1.5625 0 -0.25 0.8125 -0.1875 -0.3125 0.9375
        0
        """);
  }

  @Test
  void poolingIgnoresPadding() {
    PoolSpec spec = PoolSpec.of(2, 3, 2, 1);
    assertValues(ops.maxPool(x(1, 1, 4, 5), spec), 1.25, 1.25, 1, 1, 1.25, 0.75);
    assertValues(
        ops.avgPool(x(1, 1, 4, 5), spec),
        -0.0625,
        0.0416666666667,
        -0.3125,
        0,
        0.0277777777778,
        -0.25);
  }

  @Test
  void poolingWalksVolumes() {
    PoolSpec spec = new PoolSpec(List.of(2, 1, 2), List.of(1, 1, 2), List.of(1, 0, 0));
    assertValues(
        ops.avgPool(x(1, 1, 2, 3, 4), spec),
        """
        0.375 -0.25 0.5 -0.125 -0.75 0 0.5625 -0.0625 0 0.0625 -0.5625 0.1875 0.75
        0.125 -0.5 0.25 -0.375 0.375
        """);
  }

  @Test
  void resizeAlignsAreasCornersOrNothing() {
    Tensor x = x(1, 1, 2, 3);
    int[] size = {3, 5};
    assertValues(
        ops.resize(x, size, Resize.LINEAR),
        """
        -0.5 0.2 1.25 0.65 0.25 -0.625 0.075 1.125 0.525 0.125 -0.75 -0.05 1 0.4 0
        """);
    assertValues(
        ops.resize(x, size, Resize.LINEAR_ALIGNED),
        """
        -0.5 0.375 1.25 0.75 0.25 -0.625 0.25 1.125 0.625 0.125 -0.75 0.125 1 0.5 0
        """);
    assertValues(
        ops.resize(x, size, Resize.NEAREST),
        """
        -0.5 -0.5 1.25 1.25 0.25 -0.5 -0.5 1.25 1.25 0.25 -0.75 -0.75 1 1 0
        """);
  }

  @Test
  void resizeWalksVolumes() {
    Tensor x = x(1, 1, 2, 1, 2);
    int[] size = {3, 2, 1};
    assertValues(ops.resize(x, size, Resize.LINEAR), 0.375, 0.375, 0.0625, 0.0625, -0.25, -0.25);
    assertValues(
        ops.resize(x, size, Resize.LINEAR_ALIGNED), -0.5, -0.5, -0.125, -0.125, 0.25, 0.25);
  }

  @Test
  void batchNormUsesTheBatchInTrainingAndTheRunningStatisticsOtherwise() {
    BatchNormResult training = batchNorm(true);
    assertValues(
        training.output(),
        """
        -0.8926551642 2.535310328 0.5764729041 1.380885055 0.2382298905 0.8911756986
        -1.872073876 1.555891616 -0.4029458081 1.707357959 0.5647027946 1.217648603
        """);
    assertValues(training.runningMean(), 0.41666666667, -0.83333333333);
    assertValues(training.runningVar(), 1.738333333333, 0.538333333333);

    BatchNormResult inference = batchNorm(false);
    assertValues(
        inference.output(),
        """
        -0.8080184238 1.043513818 -0.01450460595 0.8249649895 -0.400280084
        0.299859958 -1.337027636 0.5145046059 -0.5435138178 1.175035011
        -0.05021006302 0.649929979
        """);
    assertValues(inference.runningMean(), 0.5, -1);
    assertValues(inference.runningVar(), 2, 0.5);
  }

  private BatchNormResult batchNorm(boolean training) {
    return ops.batchNorm(
        x(2, 2, 1, 3),
        pair(1.5, -0.5),
        pair(0.25, 1),
        pair(0.5, -1),
        pair(2, 0.5),
        training,
        0.2,
        1e-2);
  }

  private Tensor pair(double a, double b) {
    return ops.constant(HostTensor.of(Shape.of(2), a, b));
  }

  @Test
  void instanceAndLayerNormUseTheBiasedVariance() {
    assertValues(
        ops.instanceNorm(x(1, 2, 2, 2), 0.1),
        """
        -0.6697051466 1.413821976 0.2232350489 -0.9673518784 0.9673518784
        -0.2232350489 -1.413821976 0.6697051466
        """);
    assertValues(
        ops.layerNorm(x(2, 3), w(3), x(3), 1e-2),
        0.07566412382,
        2.199845804,
        0.3363496186,
        0.07566412382,
        2.199845804,
        0.3363496186);
  }

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
    assertValues(ops.slice(x, new int[] {0, 1}, new int[] {2, 2}), 2, 3, 5, 6);
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

  @Test
  void gradientsAreThoseOfAutograd() {
    ConvSpec grouped = ConvSpec.of(2, 2, 1).withGroups(2);
    Map<String, HostTensor> conv =
        gradients(
            "w",
            ramp(5, new int[] {2, 1, 2, 2}, DType.F32),
            (o, t) ->
                o.sum(
                    o.square(
                        o.conv(o.cast(o.constant(ramp(1, 2, 3, 3)), DType.F32), t, null, grouped)),
                    false));
    assertClose(conv, -2.375, 1.59375, -3.8125, 2.5625, -0.21875, 1.4375, -0.625, 2.125);

    Map<String, HostTensor> softmax =
        gradients(
            "w",
            ramp(7, new int[] {2, 3}, DType.F32),
            (o, t) ->
                o.sum(o.mul(o.softmax(t, 1), o.cast(o.constant(weights(2, 3)), DType.F32)), false));
    assertClose(
        softmax,
        -0.0846702882,
        0.3235739293,
        -0.2389036411,
        0.1163981336,
        -0.3031563447,
        0.1867582111);
  }

  private static Map<String, HostTensor> gradients(
      String name, HostTensor value, Objective objective) {
    try (Rig rig = new Rig(new ReferenceEngine(EngineOptions.defaults())).parameter(name, value)) {
      return rig.run(
          (scope, in) -> Map.of("loss", objective.of(scope.ops(), scope.variable(name))),
          Compilation.gradients("loss"),
          Map.of());
    }
  }

  private static void assertClose(Map<String, HostTensor> results, double... expected) {
    assertThat(results.get("grad/w").toDoubles()).containsExactly(expected, within(1e-6));
  }

  @FunctionalInterface
  private interface Objective {
    Tensor of(Ops ops, Tensor w);
  }
}
