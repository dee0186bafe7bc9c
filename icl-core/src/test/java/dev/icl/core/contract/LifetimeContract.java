package dev.icl.core.contract;

import static dev.icl.core.contract.Rig.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.tensor.Device;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Native memory, closing, provenance. */
interface LifetimeContract extends EngineUnderTest {
  @ParameterizedTest
  @MethodSource("dev.icl.core.contract.GuardContract#optimizers")
  default void noArraysPileUpWhileTraining(Optimizer optimizer) {
    Program program =
        (scope, in) -> {
          Map<String, Tensor> inputs = new LinkedHashMap<>();
          inputs.put("x", scope.dropout(in.get("x"), 0.2, in.get("x").shape()));
          inputs.put("y", in.get("y"));
          return Programs.pixelClassifier().apply(scope, ProgramInputs.of(inputs));
        };
    try (Rig rig = Programs.withPixelClassifier(rig());
        CompiledProgram step = rig.compile(program, Compilation.training("loss", optimizer))) {
      Map<String, HostTensor> inputs = Rig.withRate(Programs.pixelInputs(), 0.01);
      long afterThree = 0;
      for (int i = 1; i <= 30; i++) {
        step.run(inputs, Rig.KEY.child(i));
        afterThree = i == 3 ? rig.engine().liveArrays() : afterThree;
      }
      assertThat(rig.engine().liveArrays()).isEqualTo(afterThree);
    }
  }

  @Test
  default void noArraysPileUpInInferenceOrWhenARunFails() {
    Program program = (scope, in) -> Map.of("y", scope.ops().add(in.get("a"), in.get("b")));
    try (Rig rig = rig();
        CompiledProgram compiled = rig.compile(program, Compilation.inference())) {
      Map<String, HostTensor> fits = Map.of("a", vector(1, 2), "b", vector(3, 4));
      Map<String, HostTensor> unfit = Map.of("a", vector(1, 2), "b", vector(1, 2, 3));
      compiled.run(fits, Rig.KEY);
      long before = rig.engine().liveArrays();
      for (int i = 0; i < 5; i++) {
        assertThatCode(() -> compiled.run(unfit, Rig.KEY))
            .isInstanceOf(IllegalArgumentException.class);
        assertThat(compiled.run(fits, Rig.KEY).get("y").toFloats()).containsExactly(4, 6);
      }
      assertThat(rig.engine().liveArrays()).isEqualTo(before);
    }
  }

  @Test
  default void variablesCountAsArraysAndOutliveTheirPrograms() {
    try (Rig rig = rig()) {
      long before = rig.engine().liveArrays();
      rig.parameter("w", vector(1, 2)).buffer("b", vector(3));
      assertThat(rig.engine().liveArrays()).isGreaterThanOrEqualTo(before + 2);

      rig.compile(Programs.weightedSquares(), Compilation.inference()).close();
      assertThat(rig.read("w").toFloats()).containsExactly(1, 2);
    }
  }

  @Test
  default void closingTwiceDoesNothing() {
    Engine engine = start(EngineOptions.defaults());
    Rig rig = new Rig(engine).parameter("w", vector(1, 2));
    rig.run(Programs.weightedSquares(), Compilation.inference(), Map.of("x", vector(1, 1)));
    engine.close();

    assertThatCode(engine::close).doesNotThrowAnyException();
  }

  @Test
  default void anEngineSaysWhatItIs() {
    try (Rig rig = rig()) {
      EngineInfo info = rig.engine().info();

      assertThat(info.name()).isNotBlank();
      assertThat(info.version()).isNotBlank();
      assertThat(info.device()).isEqualTo(Device.resolve(device(), Integer.MAX_VALUE));
      assertThat(info.threads()).isPositive();
    }
  }
}
