package dev.icl.modules.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.batch.Batch;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.RecordingScope;
import dev.icl.modules.network.UNet2d;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two labelled and three unlabelled images of 4×8 pixels, one feature level of 2×4 tokens. */
class IclDropPathTest {
  private static final RandomKey KEY = RandomKey.of(3);

  @Test
  void everyPathOfBothProxiesHasTheConfiguredRateAndADrawForEachImage() {
    Icl icl =
        Methods.icl(
            new IclSettings(50, List.of(1), 0.25, "low-rank", 1),
            new UNet2d(1, 2, List.of(1, 2, 2), List.of(0.0, 0.0, 0.0)),
            List.of(4, 8));
    List<String> drops = new ArrayList<>();
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults())) {
      for (VariableSpec spec : icl.variables()) {
        engine
            .variables()
            .create(
                spec,
                spec.initializer().create(spec.dtype(), spec.shape(), KEY.child(spec.name())));
      }
      try (var step =
          engine.compile(
              (scope, in) -> icl.trainingProgram().apply(new RecordingScope(scope, drops), in),
              Compilation.forward())) {
        step.run(batch(), KEY);
      }
    }

    String labeledMap = "0.25 of [2, 2, 1, 8] by [2, 1, 1, 1]";
    String labeledQuery = "0.25 of [2, 2, 2] by [2, 1, 1]";
    String unlabeledMap = "0.25 of [3, 2, 1, 8] by [3, 1, 1, 1]";
    assertThat(drops)
        .filteredOn(drop -> !drop.startsWith("0.0 "))
        .containsExactlyInAnyOrder(
            labeledMap,
            labeledMap,
            labeledQuery,
            labeledQuery, // SSPA on labelled images
            unlabeledMap,
            unlabeledMap, // SSPA on the others
            unlabeledMap,
            unlabeledMap); // USCL
  }

  private static Map<String, HostTensor> batch() {
    var random = KEY.child("images").generator();
    return Map.of(
        Batch.IMAGE_LABELED,
        HostTensor.fill(DType.F32, Shape.of(2, 1, 4, 8), i -> random.nextDouble()),
        Batch.IMAGE_UNLABELED,
        HostTensor.fill(DType.F32, Shape.of(3, 1, 4, 8), i -> random.nextDouble()),
        Batch.LABEL_LABELED,
        HostTensor.fill(DType.I64, Shape.of(2, 4, 8), i -> random.nextInt(2)));
  }
}
