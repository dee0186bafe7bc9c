package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.error.UserException;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
  private static final int ROWS = 1 << 21;

  @Test
  void aStepThatNeedsMoreThanThereIsSaysWhatToLowerAndTheEngineGoesOn() {
    Program outerProduct =
        (scope, in) -> {
          Ops ops = scope.ops();
          return Map.of("y", ops.matmul(in.get("a"), ops.transpose(in.get("a"), 1, 0)));
        };
    try (PyTorchEngine engine = new PyTorchEngine(EngineOptions.defaults());
        CompiledProgram program = engine.compile(outerProduct, Compilation.inference())) {
      long live = engine.liveArrays();

      // 2^42 numbers
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> program.run(column(ROWS), RandomKey.of(1)))
          .withMessageStartingWith(
              "The machine's memory is used up (a step asked for 16384.0 GiB more); lower"
                  + " train.patch,");

      assertThat(engine.liveArrays()).isEqualTo(live);
      assertThat(program.run(column(2), RandomKey.of(1)).get("y").toFloats())
          .containsExactly(1, 1, 1, 1);
    }
  }

  private static Map<String, HostTensor> column(int rows) {
    return Map.of("a", HostTensor.fill(DType.F32, Shape.of(rows, 1), i -> 1));
  }
}
