package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.MapVariables;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NonFiniteStepTest {
  @TempDir Path folder;
  private final Batch sound = batch(1, 2);

  @Test
  void finiteLossesAreNoneOfItsBusiness() {
    assertThat(NonFiniteStep.in(losses(3, 1, 2), List.of(), false, 5, 0.01, sound)).isEmpty();
  }

  @Test
  void theFirstBrokenTermIsNamedBeforeTheObjectiveThatSumsThem() {
    NonFiniteStep found =
        NonFiniteStep.in(
                losses(Double.NaN, 1, Double.POSITIVE_INFINITY), List.of(), false, 5, 0.01, sound)
            .orElseThrow();

    assertThat(found.term()).isEqualTo("dice");
    assertThat(found.refusal(8, 0.02, 0, folder))
        .hasMessage(
            "training stopped at iteration 5 of 8 because the loss term 'dice' became Infinity;"
                + " lower train.learning_rate (now 0.02), add --allow-changes to"
                + " --resume, and go on from the last good state in "
                + folder
                + ", if there is one; non-finite.json and non-finite.safetensors there tell the"
                + " cases of the batch and the state.");
  }

  @Test
  void anImageThatHoldsNoNumbersIsTheCause() {
    NonFiniteStep found =
        NonFiniteStep.in(losses(Double.NaN, 1, 1), List.of(), false, 5, 0.01, batch(1, Double.NaN))
            .orElseThrow();

    assertThat(found.term()).isEqualTo("loss");
    assertThat(found.damagedInputs()).containsExactly("image_labeled");
    assertThat(found.refusal(8, 0.02, 0, folder))
        .hasMessageContaining(
            "repair the scans, image_labeled of this batch holds non-finite values,");
  }

  @Test
  void theBatchAndTheStateAreKeptForDiagnosis() throws IOException {
    VariableSpec weight =
        new VariableSpec(
            "encoder.weight",
            DType.F32,
            Shape.of(2),
            VariableKind.PARAMETER,
            (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
    MapVariables variables = new MapVariables();
    variables.create(weight, HostTensor.of(Shape.of(2), 7f, Float.NaN));

    NonFiniteStep.in(losses(Double.NaN, Double.NaN, 1), List.of(), false, 5, 0.01, sound)
        .orElseThrow()
        .write(folder, sound, variables);

    JsonNode json =
        new ObjectMapper().readTree(Files.readString(folder.resolve("non-finite.json")));
    assertThat(json.get("iteration").asInt()).isEqualTo(5);
    assertThat(json.get("term").asText()).isEqualTo("ce");
    assertThat(json.at("/losses/dice").asDouble()).isEqualTo(1);
    assertThat(json.at("/losses/ce").isNull()).isTrue();
    assertThat(json.get("cases")).extracting(JsonNode::asText).containsExactly("a", "b");
    MiniSafetensors tensors = MiniSafetensors.read(folder.resolve("non-finite.safetensors"));
    assertThat(tensors.tensors().get("input/image_labeled").values()).containsExactly(1, 2);
    assertThat(tensors.tensors().get("encoder.weight").values()).containsExactly(7, Double.NaN);
  }

  private static Map<String, Double> losses(double loss, double ce, double dice) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("loss", loss);
    losses.put("ce", ce);
    losses.put("dice", dice);
    return losses;
  }

  private static Batch batch(double... pixels) {
    return new Batch(
        4,
        Map.of(
            Batch.IMAGE_LABELED,
            HostTensor.fill(DType.F32, Shape.of(1, 1, 1, 2), i -> pixels[(int) i]),
            Batch.LABEL_LABELED,
            HostTensor.zeros(DType.I64, Shape.of(1, 1, 2))),
        List.of("a", "b"));
  }
}
