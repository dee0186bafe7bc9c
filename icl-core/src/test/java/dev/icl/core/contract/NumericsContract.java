package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.assertClose;
import static dev.icl.core.contract.Rig.withRate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Numerics;
import dev.icl.core.engine.Precision;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic that an engine is asked for. */
interface NumericsContract extends EngineUnderTest {
  /** The part of a product that TF32 may round away, a few times over. */
  double TF32_TOLERANCE = 1e-2;

  /** The engine draws the masks itself, as in a training. */
  private static Program withDropout() {
    Program classifier = Programs.pixelClassifier();
    return (scope, in) -> {
      Tensor x = in.get("x");
      Map<String, Tensor> dropped = new HashMap<>();
      dropped.put("x", scope.dropout(x, 0.25, x.shape()));
      dropped.put("y", in.get("y"));
      return classifier.apply(scope, ProgramInputs.of(dropped));
    };
  }

  @Test
  default void aDeterministicEngineRepeatsATrainingBitByBit() {
    Numerics same = new Numerics(Precision.FLOAT32, true);

    Map<String, HostTensor> first = trained(withDropout(), same);
    Map<String, HostTensor> second = trained(withDropout(), same);

    assertThat(second).containsOnlyKeys(first.keySet());
    first.forEach(
        (name, value) ->
            assertThat(second.get(name).toFloats()).as(name).containsExactly(value.toFloats()));
  }

  @Test
  default void everyArithmeticTrainsTheSameButForRounding() {
    Map<String, HostTensor> plain = trained(Programs.pixelClassifier(), Numerics.defaults());

    for (Precision precision : Precision.values()) {
      Map<String, HostTensor> other =
          trained(Programs.pixelClassifier(), new Numerics(precision, true));
      plain.forEach((name, value) -> assertClose(name, other.get(name), value, TF32_TOLERANCE));
    }
  }

  private Map<String, HostTensor> trained(Program program, Numerics numerics) {
    EngineOptions options = EngineOptions.defaults().withNumerics(numerics);
    Map<String, HostTensor> values = new HashMap<>();
    try (Rig rig = Programs.withPixelClassifier(new Rig(start(options)));
        CompiledProgram step =
            rig.compile(program, Compilation.training("loss", new Sgd(0.9, 1e-4)))) {
      for (int i = 0; i < 3; i++) {
        step.run(withRate(Programs.pixelInputs(), 0.1), RandomKey.of(i));
      }
      rig.engine()
          .variables()
          .specs()
          .forEach(spec -> values.put(spec.name(), rig.read(spec.name())));
    }
    return values;
  }
}
