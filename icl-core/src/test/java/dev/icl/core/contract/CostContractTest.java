package dev.icl.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.icl.core.cost.CostModel;
import dev.icl.core.cost.CostModel.Input;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The cost model runs whatever an engine runs, over shapes alone. */
class CostContractTest {
  private final CostModel model = new CostModel();

  @TestFactory
  Stream<DynamicTest> theCostModelInfersTheShapesTheReferenceComputes() {
    return OpCases.all().stream()
        .map(opCase -> dynamicTest(opCase.label(), () -> requireSameShape(opCase)));
  }

  @TestFactory
  Stream<DynamicTest> theCostModelRefusesInTheSameWords() {
    return RefusalCases.all().stream()
        .map(
            refusal ->
                dynamicTest(
                    refusal.text(),
                    () ->
                        assertThatThrownBy(
                                () ->
                                    model.measure(
                                        refusal.program(),
                                        List.of(),
                                        inputs(refusal.inputs()),
                                        Compilation.inference()))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessage(refusal.text())));
  }

  private void requireSameShape(OpCase opCase) {
    try (Rig reference = new Rig(new ReferenceEngine(EngineOptions.defaults()))) {
      opCase.operands().forEach(reference::parameter);
      Shape expected =
          reference
              .run(opCase.forward(), Compilation.inference(), opCase.inputs())
              .get(OpCase.OUTPUT)
              .shape();
      List<VariableSpec> variables =
          opCase.operands().entrySet().stream()
              .map(e -> Rig.spec(e.getKey(), VariableKind.PARAMETER, e.getValue()))
              .toList();
      assertThat(
              model
                  .measure(
                      opCase.forward(), variables, inputs(opCase.inputs()), Compilation.inference())
                  .outputs())
          .containsEntry(OpCase.OUTPUT, expected);
    }
  }

  private static Map<String, Input> inputs(Map<String, HostTensor> values) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    values.forEach((name, value) -> inputs.put(name, new Input(value.dtype(), value.shape())));
    return inputs;
  }
}
