package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.Graph;

class MemoryTest {
  private static final int CYCLES = 10;
  private static final long MIB = 1 << 20;

  @Test
  void aTensorThatCannotFitIsRefusedBeforeItIsComputed() {
    TfNativeLibrary.load(EngineOptions.defaults());
    try (Graph graph = new Graph()) {
      Nodes nodes = new Nodes(graph, "step");
      nodes.op("Fill", nodes.ints(1024, 1024), nodes.scalar(DType.F32, 0));

      assertThatNoException().isThrownBy(() -> MemoryLimit.of(4 * MIB).require(nodes));
      assertThatThrownBy(() -> MemoryLimit.of(3 * MIB).require(nodes))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("a tensor of [1024, 1024], 0.0 GiB")
          .hasMessageEndingWith("use a smaller train.patch or batch, or fewer network.channels.");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void closingAnEngineFreesItsVariables() throws IOException {
    HostTensor value = HostTensor.zeros(DType.F32, Shape.of(4096, 4096));
    cycle(value);
    cycle(value);
    long before = resident();

    for (int i = 0; i < CYCLES; i++) {
      cycle(value);
    }

    long oneEngine = value.bytes().remaining();
    assertThat(resident() - before).isLessThan(CYCLES * oneEngine / 2);
  }

  private static void cycle(HostTensor value) {
    try (TensorFlowEngine engine = new TensorFlowEngine(EngineOptions.defaults())) {
      engine
          .variables()
          .create(
              new VariableSpec(
                  "w", DType.F32, value.shape(), VariableKind.PARAMETER, (d, s, k) -> value),
              value);
      try (CompiledProgram sum =
          engine.compile(
              (scope, in) -> Map.of("s", scope.ops().sum(scope.variable("w"), false)),
              Compilation.inference())) {
        assertThat(sum.run(Map.of(), RandomKey.of(0)).get("s").item()).isZero();
      }
    }
  }

  private static long resident() throws IOException {
    String pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
    return Long.parseLong(pages) * 4096;
  }
}
