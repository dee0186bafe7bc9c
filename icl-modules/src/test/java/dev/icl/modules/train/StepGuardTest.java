package dev.icl.modules.train;

import static dev.icl.modules.train.FakeEngine.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.MapVariables;
import dev.icl.core.engine.Compilation;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Sgd;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepGuardTest {
  private static final Batch BATCH =
      new Batch(
          4,
          Map.of(Batch.IMAGE_LABELED, HostTensor.zeros(DType.F32, Shape.of(1, 1, 2, 2))),
          List.of("a", "b"));
  private static final CheckpointInfo INFO =
      new CheckpointInfo(4, Double.NaN, "icl", "unet2d", "{}", 7, Facts.NONE);

  @TempDir Path folder;

  @Test
  void theStepIsCompiledAsTheConfigurationAsks() {
    Compilation step = Compilation.training("loss", new Sgd(0.9, 0));

    assertThat(guard(NonFinitePolicy.STOP, 10, 0).guarded(step).guard())
        .contains(GradientGuard.REPORT);
    assertThat(guard(NonFinitePolicy.SKIP, 10, 0.5).guarded(step).guard())
        .contains(new GradientGuard(0.5, true));
  }

  @Test
  void lossesAreTheObjectiveItsTermsAndTheNormAlone() {
    Map<String, HostTensor> outputs = outputs("ce", 1, "loss", 2, "grad_norm", 3);
    outputs.put("non_finite/w", scalar(Double.NaN));
    outputs.put("skipped", scalar(1));

    assertThat(StepGuard.losses(outputs).keySet()).containsExactly("loss", "ce", "grad_norm");
  }

  @Test
  void aGradientThatBrokeWhileLossesAreFiniteStopsAndNamesTheParameterNearestToTheLoss()
      throws IOException {
    Map<String, HostTensor> outputs = outputs("loss", 2, "ce", 1, "grad_norm", Double.NaN);
    outputs.put("non_finite/encoder.weight", scalar(Double.NaN));
    outputs.put("non_finite/decoder.weight", scalar(Double.POSITIVE_INFINITY));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> check(guard(NonFinitePolicy.STOP, 10, 1), outputs))
        .withMessageStartingWith(
            "training stopped at iteration 5 of 9 because the gradient of 'decoder.weight' became"
                + " non-finite while every loss was finite; lower train.learning_rate (now"
                + " 0.01)");

    JsonNode json = json("non-finite.json");
    assertThat(json.get("term").isNull()).isTrue();
    assertThat(json.get("broken_gradients"))
        .extracting(JsonNode::asText)
        .containsExactly("encoder.weight", "decoder.weight");
    assertThat(json.get("cases")).extracting(JsonNode::asText).containsExactly("a", "b");
  }

  @Test
  void aBrokenLossIsToldAndNotTheGradientsThatFollowFromIt() throws IOException {
    Map<String, HostTensor> outputs = outputs("loss", Double.NaN, "ce", 1, "dice", Double.NaN);
    outputs.put("non_finite/encoder.weight", scalar(Double.NaN));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> check(guard(NonFinitePolicy.STOP, 10, 0), outputs))
        .withMessageContaining("because the loss term 'dice' became NaN;");
    assertThat(json("non-finite.json").get("broken_gradients")).isEmpty();
  }

  @Test
  void skippedStepsAreCountedUpToTheLimit() throws IOException {
    StepGuard guard = guard(NonFinitePolicy.SKIP, 2, 0);
    Map<String, HostTensor> broken = outputs("loss", Double.NaN, "ce", Double.NaN);
    broken.put("skipped", scalar(1));

    assertThat(check(guard, outputs("loss", 1, "ce", 1))).isEmpty();
    assertThat(guard.noted(INFO)).isEqualTo(INFO);
    assertThat(check(guard, broken))
        .contains(new SkippedStep(1, 2, "the loss term 'ce' became NaN", List.of("a", "b")));

    StepGuard resumed = guard(NonFinitePolicy.SKIP, 2, 0);
    resumed.resume(guard.noted(INFO));
    assertThat(check(resumed, broken)).map(SkippedStep::number).contains(2);
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> check(resumed, broken))
        .withMessageStartingWith(
            "training stopped at iteration 5 of 9 after 2 skipped batches, as many as"
                + " train.non_finite_limit allows because");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "non-finite-1.json",
              "non-finite-1.safetensors",
              "non-finite-2.json",
              "non-finite-2.safetensors",
              "non-finite.json",
              "non-finite.safetensors");
    }
  }

  @Test
  void filesOfManySkippedStepsDoNotPileUp() throws IOException {
    StepGuard guard = guard(NonFinitePolicy.SKIP, 100, 0);
    Map<String, HostTensor> broken = outputs("loss", Double.NaN);
    broken.put("skipped", scalar(1));

    for (int i = 0; i < 15; i++) {
      check(guard, broken);
    }

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2 * 10);
    }
  }

  @Test
  void aCountThatIsNoneIsRefused() {
    Path file = folder.resolve("last.safetensors");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                guard(NonFinitePolicy.SKIP, 2, 0)
                    .resume(
                        new CheckpointInfo(
                            4,
                            Double.NaN,
                            "icl",
                            "unet2d",
                            "{}",
                            7,
                            Facts.in(file, Map.of("skipped_batches", "two")))))
        .withMessage(
            file
                + " tells 'skipped_batches' in its metadata as 'two', which cannot be read; use another copy of it.");
  }

  private Optional<SkippedStep> check(StepGuard guard, Map<String, HostTensor> outputs) {
    return guard.check(outputs, 5, 0.005, BATCH, new MapVariables(), folder);
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(file).toFile());
  }

  private static StepGuard guard(NonFinitePolicy nonFinite, int limit, double clipNorm) {
    return new StepGuard(
        TrainConfig.defaults()
            .withIterations(9)
            .withGuard(new GuardConfig(clipNorm, nonFinite, limit)),
        true);
  }

  private static Map<String, HostTensor> outputs(Object... namesAndValues) {
    Map<String, HostTensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      outputs.put(
          (String) namesAndValues[i], scalar(((Number) namesAndValues[i + 1]).doubleValue()));
    }
    return outputs;
  }
}
