package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.GRADIENT_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.icl.core.engine.Compilation;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operation: results, gradients, refusals. */
interface OperationContract extends EngineUnderTest {
  /** Each case gives what the reference gives. */
  @TestFactory
  default Stream<DynamicTest> operationsGiveWhatTheReferenceGives() {
    return OpCases.all().stream()
        .map(opCase -> labelled(opCase.label(), () -> requireSameOutput(opCase)));
  }

  /** Each differentiable case has the gradient that finite differences or a convention say. */
  @TestFactory
  default Stream<DynamicTest> operationsHaveTheGradientsOfTheReference() {
    return OpCases.all().stream()
        .filter(opCase -> opCase.has(OpCase.Tag.GRADIENT))
        .map(opCase -> labelled(opCase.label(), () -> requireSameGradients(opCase)));
  }

  /** What does not fit is refused, in the same words everywhere. */
  @TestFactory
  default Stream<DynamicTest> operationsRefuseInTheSameWords() {
    return RefusalCases.all().stream()
        .map(refusal -> labelled(refusal.text(), () -> requireRefusal(refusal)));
  }

  /** A test whose failure names the case, as reports show dynamic tests by number only. */
  private static DynamicTest labelled(String label, Runnable test) {
    return dynamicTest(
        label,
        () -> {
          try {
            test.run();
          } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(label + ": " + e.getMessage(), e);
          }
        });
  }

  private void requireSameOutput(OpCase opCase) {
    try (Rig rig = withOperands(rig(), opCase);
        Rig reference = withOperands(EngineUnderTest.reference(), opCase)) {
      HostTensor expected =
          reference
              .run(opCase.forward(), Compilation.inference(), opCase.inputs())
              .get(OpCase.OUTPUT);
      HostTensor actual =
          rig.run(opCase.forward(), Compilation.inference(), opCase.inputs()).get(OpCase.OUTPUT);
      assertClose("the output", actual, expected, FORWARD_TOLERANCE);
    }
  }

  private void requireSameGradients(OpCase opCase) {
    try (Rig rig = withOperands(rig(), opCase);
        Rig reference = withOperands(EngineUnderTest.reference(), opCase)) {
      Shape shape =
          reference
              .run(opCase.forward(), Compilation.inference(), opCase.inputs())
              .get(OpCase.OUTPUT)
              .shape();
      Compilation compilation = Compilation.gradients(OpCase.OBJECTIVE);
      Map<String, HostTensor> inputs = new LinkedHashMap<>(opCase.inputs());
      boolean conventional = !opCase.gradients().isEmpty();
      inputs.put(
          OpCase.WEIGHTS,
          conventional
              ? HostTensor.fill(DType.F32, shape, i -> 1)
              : Values.random("weights", shape.toArray()));
      Map<String, HostTensor> actual = rig.run(opCase.differentiated(), compilation, inputs);
      Map<String, HostTensor> expected =
          conventional ? Map.of() : reference.run(opCase.differentiated(), compilation, inputs);
      opCase
          .operands()
          .forEach(
              (name, operand) ->
                  assertClose(
                      "the gradient of " + name,
                      actual.get("grad/" + name),
                      conventional
                          ? HostTensor.of(operand.shape(), opCase.gradients().get(name))
                              .to(DType.F32)
                          : expected.get("grad/" + name),
                      GRADIENT_TOLERANCE));
    }
  }

  private void requireRefusal(RefusalCase refusal) {
    try (Rig rig = rig()) {
      assertThatThrownBy(
              () -> rig.run(refusal.program(), Compilation.inference(), refusal.inputs()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(refusal.text());
    }
  }

  private static Rig withOperands(Rig rig, OpCase opCase) {
    opCase.operands().forEach(rig::parameter);
    return rig;
  }
}
