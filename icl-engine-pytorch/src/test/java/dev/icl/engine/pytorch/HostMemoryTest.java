package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Backward reads what forward saved after the program has returned and its tensors are gone. */
class HostMemoryTest {
  private static final int SIZE = 4096;

  @Test
  void aConstantOutlivesItsHostTensorUntilBackward() {
    Engine engine = new PyTorchEngine(EngineOptions.defaults());
    Shape shape = Shape.of(SIZE);
    HostTensor ones = HostTensor.fill(DType.F32, shape, i -> 1);
    engine
        .variables()
        .create(
            new VariableSpec(
                "w", DType.F32, shape, VariableKind.PARAMETER, (dtype, s, key) -> ones),
            ones);

    try (engine;
        CompiledProgram program =
            engine.compile(
                (scope, inputs) -> {
                  Tensor threes = scope.ops().constant(HostTensor.fill(DType.F32, shape, i -> 3));
                  Tensor product = scope.ops().mul(scope.variable("w"), threes);
                  return new CollectedBeforeBackward(
                      Map.of("loss", scope.ops().sum(product, false, 0)));
                },
                Compilation.gradients("loss"))) {
      HostTensor gradient = program.run(Map.of(), RandomKey.of(1)).get("grad/w");

      assertThat(gradient.toFloats()).containsOnly(3f);
    }
  }

  /** The engine asks for the objective when the tape is closed and backward is about to start. */
  private static final class CollectedBeforeBackward extends HashMap<String, Tensor> {
    private static final long serialVersionUID = 1L;

    CollectedBeforeBackward(Map<String, Tensor> outputs) {
      super(outputs);
    }

    @Override
    public Tensor get(Object name) {
      List<ByteBuffer> reused = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        if (i % 20 == 0) {
          System.gc();
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE * Float.BYTES);
        while (buffer.hasRemaining()) {
          buffer.put((byte) 0xff);
        }
        reused.add(buffer);
      }
      assertThat(reused).hasSize(200);
      return super.get(name);
    }
  }
}
