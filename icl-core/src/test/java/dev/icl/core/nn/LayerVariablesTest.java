package dev.icl.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.attention.Mlp;
import dev.icl.core.engine.VariableSpec;
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
