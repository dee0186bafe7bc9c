package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images of three pixels and two classes; numbers are the probabilities of class 0. */
class TaughtLabelsTest {
  private static final double[] ONE = {0.9, 0.8, 0.6};
  private static final double[] TWO = {0.7, 0.3, 0.2};

  /** Sure of another class, a little surer than the teachers, less sure than they are. */
  private static final double[] STUDENT = {0.1, 0.4, 0.55};

  @Test
  void surerTeachersCountMoreAndDisagreementIsNoted() {
    Map<String, HostTensor> found =
        run(
            (scope, inputs) -> {
              TaughtLabels labels =
                  TaughtLabels.of(scope.ops(), inputs.get("one"), inputs.get("two"));
              return Map.of("mean", labels.probabilities(), "conflict", labels.conflict());
            });

    // weights e^−H: H = 0.469 and 0.881 bits, 0.722 and 0.881, 0.971 and 0.722
    double[] mean = {0.8203276, 0.5698783, 0.3752256};
    for (int i = 0; i < 3; i++) {
      assertThat(found.get("mean").get(i)).isCloseTo(mean[i], within(1e-5));
      assertThat(found.get("mean").get(3 + i)).isCloseTo(1 - mean[i], within(1e-5));
    }
    assertThat(found.get("conflict").toDoubles()).containsExactly(0, 1, 1);
  }

  @Test
  void whereTheTeachersDisagreeTheSurerOfTheirMeanAndTheStudentIsRight() {
    Map<String, HostTensor> found =
        run(
            (scope, inputs) -> {
              HardLabels labels =
                  TaughtLabels.of(scope.ops(), inputs.get("one"), inputs.get("two"))
                      .against(scope.ops(), inputs.get("student"));
              return Map.of("labels", labels.labels(), "confidence", labels.confidence());
            });

    assertThat(found.get("labels").toDoubles()).containsExactly(0, 1, 1);
    double[] confidence = {0.8203276, 0.6, 1 - 0.3752256};
    for (int i = 0; i < 3; i++) {
      assertThat(found.get("confidence").get(i)).isCloseTo(confidence[i], within(1e-5));
    }
  }

  private static Map<String, HostTensor> run(Program program) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram compiled = engine.compile(program, Compilation.forward())) {
      return compiled.run(
          Map.of("one", image(ONE), "two", image(TWO), "student", image(STUDENT)), RandomKey.of(1));
    }
  }

  private static HostTensor image(double[] ofClass0) {
    return HostTensor.fill(
        DType.F32,
        Shape.of(1, 2, 1, 3),
        i -> i < 3 ? ofClass0[(int) i] : 1 - ofClass0[(int) i - 3]);
  }
}
