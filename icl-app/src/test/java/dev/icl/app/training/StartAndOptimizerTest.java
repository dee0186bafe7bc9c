package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs on the phantom, from given weights and with AdamW. */
class StartAndOptimizerTest {
  private static final List<String> ADAMW =
      List.of(
          "random=portable",
          "threads=1",
          "train={optimizer: adamw, learning_rate: 0.001, schedule: cosine, warmup: 2}",
          "train.iterations=6");

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({"pytorch, tensorflow", "tensorflow, pytorch"})
  void anotherEngineGoesOnWithTheStateOfAdamW(String starts, String goesOn) {
    RunConfig config = SmallRuns.config(starts, ADAMW.toArray(String[]::new));
    RunFolder parts = new RunFolder(temporary.resolve("parts"));

    List<StepReport> expected = SmallRuns.run(config, new RunFolder(temporary.resolve("whole")));
    SmallRuns.run(config, parts, false, 4);
    List<StepReport> found =
        SmallRuns.run(
            SmallRuns.config(goesOn, ADAMW.toArray(String[]::new)), parts, true, Integer.MAX_VALUE);

    assertThat(found).extracting(StepReport::iteration).containsExactly(5, 6);
    for (int i = 0; i < 2; i++) {
      double loss = expected.get(4 + i).losses().get("loss");
      // without its state the first steps would be those of other gradients
      assertThat(found.get(i).losses().get("loss")).isCloseTo(loss, within(1e-3 * loss));
    }
  }

  /** With next to no learning rate the network at the end is the one it started with. */
  @ParameterizedTest
  @CsvSource({"pytorch, pytorch", "tensorflow, tensorflow", "pytorch, tensorflow"})
  void aTrainingStartsFromTheWeightsOfAnother(String before, String engine) throws IOException {
    RunFolder first = new RunFolder(temporary.resolve("first"));
    RunFolder second = new RunFolder(temporary.resolve("second"));
    SmallRuns.run(SmallRuns.config(before, "train.iterations=2"), first);

    SmallRuns.run(
        SmallRuns.config(
            engine,
            "seed=12",
            "train={iterations: 1, learning_rate: 1e-12, weight_decay: 0}",
            "train.from=" + first.path()),
        second);

    MiniSafetensors given = MiniSafetensors.read(end(first));
    MiniSafetensors found = MiniSafetensors.read(end(second));
    assertThat(found.tensors().keySet()).isEqualTo(given.tensors().keySet());
    given.tensors().keySet().stream()
        .filter(name -> name.endsWith("weight") || name.endsWith("bias"))
        .forEach(
            name ->
                assertThat(found.tensors().get(name).values())
                    .as(name)
                    .containsExactly(given.tensors().get(name).values(), within(1e-7)));
    JsonNode report = new ObjectMapper().readTree(second.summary().toFile()).get("from");
    assertThat(report.get("file").asText()).isEqualTo(end(first).toString());
    assertThat(report.get("matched").intValue()).isEqualTo(given.tensors().size());
    assertThat(report.get("missing")).isEmpty();
    assertThat(report.get("unused")).isEmpty();
    assertThat(report.get("missing_of_method").intValue()).isPositive();
  }

  @Test
  void whatTheWeightsHadSeenIsSeenByTheNewNetworkToo() throws IOException {
    RunFolder first = new RunFolder(temporary.resolve("first"));
    RunFolder second = new RunFolder(temporary.resolve("second"));
    SmallRuns.run(SmallRuns.config("pytorch", "train.iterations=1"), first);
    // other anatomies, of which one has a name that was trained on
    RunConfig config =
        SmallRuns.config(
            "pytorch",
            "data={phantom_seed: 7, phantom_patients: 1}",
            "method.name=supervised",
            "train.iterations=2",
            "train.from=" + first.path());

    SmallRuns.run(config, second, false, 1);
    String after = patients(second, "last");
    SmallRuns.run(config, second, true, Integer.MAX_VALUE);

    assertThat(after).isEqualTo(patients(first, "final"));
    assertThat(patients(second, "final")).isEqualTo(after);
  }

  @Test
  void aTrainingThatIsNotAtItsEndIsSaidToBeTaken() {
    RunFolder first = new RunFolder(temporary.resolve("first"));
    SmallRuns.run(SmallRuns.config("pytorch", "train.iterations=2"), first, false, 1);
    RunConfig config =
        SmallRuns.config("pytorch", "train.iterations=1", "train.from=" + first.path());
    List<String> warnings = new ArrayList<>();

    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .start(
              application.engine(),
              new RunFolder(temporary.resolve("second")),
              new Supervision(report -> {}, warnings::add, () -> false));
    }

    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .startsWith(end(first) + " is not there: ")
        .endsWith("; " + first.last() + " is taken.");
    assertThat(warnings.get(1)).startsWith("Starts from " + first.last() + ": ");
  }

  @Test
  void theFileIsNamedBeforeAnythingIsWritten() {
    RunFolder folder = new RunFolder(temporary.resolve("run"));
    RunConfig config =
        SmallRuns.config("pytorch", "train.from=" + temporary.resolve("none.safetensors"));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SmallRuns.run(config, folder))
        .withMessageContaining("train.from: there is no file");
    assertThat(folder.config()).doesNotExist();
  }

  /** As a program may call it that has not looked at the folder. */
  @Test
  void aTrainingIsNotBegunWhereThereIsOne() throws IOException {
    RunFolder folder = new RunFolder(temporary.resolve("run"));
    RunConfig config = SmallRuns.config("pytorch", "train.iterations=1");
    SmallRuns.run(config, folder);

    assertNotBegun(config, folder, "or add --resume to continue this one.");
    Files.delete(folder.last());
    byte[] network = Files.readAllBytes(end(folder));

    assertNotBegun(config, folder, "a new one would replace its checkpoints/final.safetensors");
    assertThat(end(folder)).hasBinaryContent(network);
    assertThat(folder.summary()).exists();
  }

  private static void assertNotBegun(RunConfig config, RunFolder folder, String sentence) {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SmallRuns.run(config, folder))
        .withMessageContaining(sentence);
  }

  private static Path end(RunFolder folder) {
    return folder.checkpoints().resolve("final.safetensors");
  }

  private static String patients(RunFolder folder, String checkpoint) throws IOException {
    return MiniSafetensors.read(folder.checkpoints().resolve(checkpoint + ".safetensors"))
        .metadata()
        .get("data_training_patients");
  }
}
