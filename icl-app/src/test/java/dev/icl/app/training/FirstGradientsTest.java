package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.run.Training;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.method.Methods;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every method's first step, by which engines are compared. */
class FirstGradientsTest {
  private static final String WEIGHT = "encoder.in_conv.conv_conv.0.weight";

  static Stream<String> methods() {
    return Methods.names().stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodHasThem(String method) {
    requireGradients(firstGradients("method.name=" + method));
  }

  @Test
  void copyPasteThatTeachesFromTheStartHasThem() {
    requireGradients(firstGradients("method.name=bcp", "method.copy_paste={pretrain: 0}"));
  }

  /** As many images as the step of the methods that it is compared with has. */
  @Test
  void theBaselineLearnsFromLabelledImagesInThePlaceOfUnlabelledOnes() {
    double[] both = baseline("{labeled_batch: 2, unlabeled_batch: 2}");

    assertThat(both)
        .isEqualTo(baseline("{labeled_batch: 4, unlabeled_batch: 0}"))
        .isNotEqualTo(baseline("{labeled_batch: 2, unlabeled_batch: 0}"));
  }

  private static double[] baseline(String batch) {
    return firstGradients("method.name=supervised", "random=portable", "train=" + batch)
        .get(WEIGHT)
        .toDoubles();
  }

  private static void requireGradients(Map<String, HostTensor> gradients) {
    assertThat(gradients).containsKey(WEIGHT);
    assertThat(gradients.keySet()).noneMatch(name -> name.startsWith("teacher."));
    gradients.forEach(
        (name, gradient) ->
            assertThat(Arrays.stream(gradient.toDoubles()).allMatch(Double::isFinite))
                .as(name)
                .isTrue());
    assertThat(Arrays.stream(gradients.get(WEIGHT).toDoubles())).anyMatch(value -> value != 0);
  }

  private static Map<String, HostTensor> firstGradients(String... settings) {
    Training training = Training.of(SmallRuns.config("pytorch", settings), FirstPass.SILENT);
    return Engines.with("pytorch", training::firstGradients);
  }
}
