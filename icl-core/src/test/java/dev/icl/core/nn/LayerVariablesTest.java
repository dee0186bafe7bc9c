package dev.icl.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.attention.Mlp;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and shapes are PyTorch's. */
class LayerVariablesTest {
  @Test
  void aConvolution() {
    assertThat(described(Conv.same("c", 3, 2, 8, 3)))
        .containsExactly("c.weight F32[8, 2, 3, 3, 3]", "c.bias F32[8]");
  }

  @Test
  void aDepthwiseConvolutionHasOneInputPerGroup() {
    assertThat(described(Conv.depthwise("c", 2, 8, 3).withoutBias()))
        .containsExactly("c.weight F32[8, 1, 3, 3]");
  }

  @Test
  void aConvolutionHasAKernelOfItsOwnAlongEachAxis() {
    assertThat(described(Conv.strided("c", 2, 8, List.of(1, 3, 3), List.of(1, 2, 2))))
        .containsExactly("c.weight F32[8, 2, 1, 3, 3]", "c.bias F32[8]");
  }

  @Test
  void aTransposedConvolutionHasItsInputChannelsFirst() {
    assertThat(described(new TransposedConv("c", 8, 2, List.of(1, 2, 2))))
        .containsExactly("c.weight F32[8, 2, 1, 2, 2]", "c.bias F32[2]");
  }

  /** PyTorch's fan-in is that of the second axis, the output channels. */
  @Test
  void theFirstWeightsOfATransposedConvolutionAreBoundedByItsOutputs() {
    VariableSpec weight = new TransposedConv("c", 64, 4, List.of(2, 2)).variables().get(0);

    double largest =
        Arrays.stream(
                weight
                    .initializer()
                    .create(weight.dtype(), weight.shape(), RandomKey.of(1))
                    .toDoubles())
            .map(Math::abs)
            .max()
            .orElseThrow();

    assertThat(largest).isBetween(0.24, 0.25);
  }

  @Test
  void kernelsOfAnotherRankAreRefused() {
    assertThatThrownBy(() -> Conv.of("c", 2, 2, List.of(3, 3), ConvSpec.same(3, 3, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("c: a kernel [3, 3] and 2 to 2 channels do not go with");
  }

  @Test
  void onlySomeNormalisationsHaveState() {
    assertThat(described(Norm.AFFINE_INSTANCE.layer("n", 4)))
        .containsExactly("n.weight F32[4]", "n.bias F32[4]");
    assertThat(described(Norm.BATCH.layer("n", 4))).hasSize(5);
    assertThat(described(Norm.INSTANCE.layer("n", 4))).isEmpty();
    assertThat(described(Norm.NONE.layer("n", 4))).isEmpty();
  }

  @Test
  void batchNormHasStatisticsAndACounter() {
    assertThat(described(new BatchNorm("n", 4)))
        .containsExactly(
            "n.weight F32[4]",
            "n.bias F32[4]",
            "n.running_mean F32[4]",
            "n.running_var F32[4]",
            "n.num_batches_tracked I64[]");
  }

  @Test
  void aPerceptron() {
    assertThat(described(new Mlp("m", 4, 16)))
        .containsExactly(
            "m.fc1.weight F32[16, 4]", "m.fc1.bias F32[16]",
            "m.fc2.weight F32[4, 16]", "m.fc2.bias F32[4]");
  }

  private static List<String> described(Layer layer) {
    return layer.variables().stream().map(LayerVariablesTest::line).toList();
  }

  private static String line(VariableSpec spec) {
    return spec.name() + " " + spec.dtype() + spec.shape();
  }
}
