package dev.icl.core.contract;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.SharedEngine;
import dev.icl.core.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The reference keeps the contract it judges others by. */
class ReferenceEngineTest extends EngineContract {
  /** Has the processor alone. */
  @Override
  public String device() {
    return "cpu";
  }

  @Override
  protected Engine engine(EngineOptions options) {
    return new SharedEngine(new ReferenceEngine(options));
  }

  /** Finite differences take a run of the program for each weight, and know no large layers. */
  @Override
  public int largeEdge() {
    return 5;
  }

  /**
   * Finite differences know no conventions and agree with themselves; what can be asked of them is
   * that a step of another length gives the same, so that no case sits on a kink.
   */
  @Override
  @TestFactory
  public Stream<DynamicTest> operationsHaveTheGradientsOfTheReference() {
    return OpCases.all().stream()
        .filter(opCase -> opCase.has(OpCase.Tag.GRADIENT) && opCase.gradients().isEmpty())
        .map(opCase -> dynamicTest(opCase.label(), () -> requireIndependenceOfStep(opCase)));
  }

  private static void requireIndependenceOfStep(OpCase opCase) {
    Map<String, HostTensor> fine = gradients(opCase, 1e-5);
    gradients(opCase, 2e-3)
        .forEach(
            (name, coarse) ->
                Closeness.assertClose(name, coarse, fine.get(name), Closeness.GRADIENT_TOLERANCE));
  }

  private static Map<String, HostTensor> gradients(OpCase opCase, double nudge) {
    try (Rig rig = new Rig(new ReferenceEngine(EngineOptions.defaults(), ops -> ops, nudge))) {
      opCase.operands().forEach(rig::parameter);
      HostTensor output =
          rig.run(opCase.forward(), Compilation.inference(), opCase.inputs()).get(OpCase.OUTPUT);
      Map<String, HostTensor> inputs = new LinkedHashMap<>(opCase.inputs());
      inputs.put(OpCase.WEIGHTS, Values.random("weights", output.shape().toArray()));
      return rig.run(opCase.differentiated(), Compilation.gradients(OpCase.OBJECTIVE), inputs);
    }
  }
}
