package dev.icl.core.contract;

import static dev.icl.core.contract.Closeness.FORWARD_TOLERANCE;
import static dev.icl.core.contract.Closeness.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.withSettings;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.OpsKernel;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.HostTensor;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests of the operations that an engine inherits when it implements no more than it must. */
class CompositionsTest {
  private final OpsKernel reference = new ReferenceOps();
  private final Set<String> composed = new TreeSet<>();
  private final OpsKernel kernel =
      mock(
          OpsKernel.class,
          withSettings()
              .stubOnly()
              .defaultAnswer(
                  call -> {
                    Method method = call.getMethod();
                    if (method.isDefault()) {
                      composed.add(method.getName());
                      return call.callRealMethod();
                    }
                    return method.invoke(reference, call.getRawArguments());
                  }));

  @Test
  void everyCompositionGivesWhatTheReferenceGives() {
    Ops ops = new CheckedOps(kernel);

    for (OpCase opCase : OpCases.all()) {
      assertClose(
          opCase.label(),
          output(opCase, given -> ops),
          output(opCase, given -> given),
          FORWARD_TOLERANCE);
    }

    assertThat(composed)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(OpsKernel.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .toList());
  }

  private static HostTensor output(OpCase opCase, UnaryOperator<Ops> interceptor) {
    try (Rig rig = new Rig(new ReferenceEngine(EngineOptions.defaults(), interceptor))) {
      opCase.operands().forEach(rig::parameter);
      return rig.run(opCase.forward(), Compilation.inference(), opCase.inputs()).get(OpCase.OUTPUT);
    }
  }
}
