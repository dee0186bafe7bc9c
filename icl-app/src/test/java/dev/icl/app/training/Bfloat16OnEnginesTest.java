package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings in bfloat16 next to the same ones in float32: of images, and of volumes. */
class Bfloat16OnEnginesTest {
  private static final String ICL =
      "method={mixer: axial, mixer_rank: 4}; method.ablation.scales=[1]; train.patch=[16, 16]";
  private static final String IMAGES = "method.name=supervised; train.accumulate=2";
  private static final String VOLUMES =
      "method.name=supervised; train.recompute=blocks;"
          + " network={name: unet3d, channels: [2, 2, 4, 4, 8], dropout: [0.3, 0.3]};"
          + " data={name: phantom3d, phantom_size: [16, 32, 32], augment: none};"
          + " train.patch=[16, 16, 32]";

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pytorch|" + ICL,
        "tensorflow|" + IMAGES,
        "pytorch|" + VOLUMES,
        "tensorflow|" + VOLUMES
      })
  void lossesStayCloseAndTheStateIsFloat32(String engine, String settings) throws IOException {
    RunFolder folder = new RunFolder(temporary.resolve("bfloat16"));

    List<StepReport> whole =
        train(engine, settings, "float32", new RunFolder(temporary.resolve("float32")));
    List<StepReport> rounded = train(engine, settings, "bfloat16", folder);

    assertThat(rounded).hasSize(4);
    for (int i = 0; i < rounded.size(); i++) {
      double expected = whole.get(i).losses().get("loss");
      double found = rounded.get(i).losses().get("loss");
      assertThat(found).as("step %d", i + 1).isCloseTo(expected, within(0.05 * expected));
      assertThat(found).as("step %d", i + 1).isNotEqualTo(expected);
    }
    Map<String, MiniSafetensors.Entry> state =
        MiniSafetensors.read(folder.checkpoints().resolve("last.safetensors")).tensors();
    assertThat(state.values())
        .extracting(MiniSafetensors.Entry::dtype)
        .contains("F32")
        .isSubsetOf("F32", "I64");
    assertThat(
            state.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("weight"))
                .flatMapToDouble(entry -> Arrays.stream(entry.getValue().values()))
                .mapToInt(value -> Float.floatToIntBits((float) value) & 0xFFFF))
        .as("the lower halves of weights, which bfloat16 does not have")
        .anyMatch(half -> half != 0);
  }

  private static List<StepReport> train(
      String engine, String settings, String precision, RunFolder folder) {
    List<String> all = new ArrayList<>(List.of(settings.split("; ")));
    all.addAll(
        List.of(
            "random=portable",
            "threads=1",
            "train.iterations=4",
            "train.validate_every=4",
            "train.learning_rate=0.05",
            "train.precision=" + precision));
    return SmallRuns.run(SmallRuns.config(engine, all.toArray(String[]::new)), folder);
  }
}
