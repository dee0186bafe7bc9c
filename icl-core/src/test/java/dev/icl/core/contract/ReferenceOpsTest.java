package dev.icl.core.contract;

import dev.icl.core.ops.BatchNormResult;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Anchors the reference's layers to numbers computed with PyTorch 1.13 in float64. */
class ReferenceOpsTest extends ReferenceAnchors {
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
    Shape size = Shape.of(3, 5);
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
    Shape size = Shape.of(3, 2, 1);
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
}
