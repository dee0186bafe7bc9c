package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Tests of the memory that operations overwrite and of that which they leave alone. */
class LastUseTest {
  private static final Shape IMAGE = Shape.of(1, 8, 4, 4);

  @Test
  void aConvolutionsOutputIsOverwrittenByItsLastUse() {
    assertThat(isOverwritten(LastUseTest::convolution)).isTrue();
  }

  @Test
  void aSumOverAConvolutionsOutputIsOverwrittenInTurn() {
    assertThat(isOverwritten((ops, x) -> ops.add(ops.lastUse(convolution(ops, x)), x))).isTrue();
  }

  @Test
  void anInputIsLeftAlone() {
    assertThat(isOverwritten((ops, x) -> x)).isFalse();
  }

  @Test
  void whatBackwardMayReadIsLeftAlone() {
    assertThat(isOverwritten(Ops::tanh)).isFalse();
  }

  /** Whether a value reads differently after its last use, in an operation that changes it. */
  private static boolean isOverwritten(BiFunction<Ops, Tensor, Tensor> value) {
    try (Engine engine = new PyTorchEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, in) -> {
                  Ops ops = scope.ops();
                  Tensor x = value.apply(ops, in.get("x"));
                  Tensor before = ops.mul(x, 1);
                  ops.leakyRelu(ops.lastUse(x), 0);
                  return Map.of("before", before, "after", x);
                },
                Compilation.inference())) {
      Map<String, HostTensor> out =
          program.run(Map.of("x", HostTensor.fill(DType.F32, IMAGE, i -> i - 64)), RandomKey.of(1));
      return !Arrays.equals(out.get("before").toDoubles(), out.get("after").toDoubles());
    }
  }

  private static Tensor convolution(Ops ops, Tensor x) {
    Tensor weight = ops.full(DType.F32, Shape.of(8, 8, 1, 1), 0.5);
    return ops.conv(x, weight, null, ConvSpec.of(2, 1, 0));
  }
}
