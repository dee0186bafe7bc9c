package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SpeedCommandTest {
  @TempDir Path folder;

  @Test
  void everyFigureIsInTheJson() throws IOException {
    Outcome outcome = new Cli(folder).run(tiny("--matrix", "32", "--out", folder.toString()));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    JsonNode report = new ObjectMapper().readTree(folder.resolve("speed.json").toFile());
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "setup",
            "start",
            "product",
            "supervised",
            "method",
            "method_over_supervised",
            "java_side",
            "smallest",
            "smallest_over_method",
            "data",
            "memory");
    assertThat(report.at("/setup/environment/engine").asText()).isEqualTo("pytorch");
    assertThat(report.at("/setup/patch").toString()).isEqualTo("[16,16]");
    assertThat(report.at("/product/size").asInt()).isEqualTo(32);
    assertThat(report.at("/supervised/images").asInt()).isEqualTo(2);
    for (String positive :
        List.of(
            "/product/time/median_ms",
            "/product/gflops_per_second",
            "/supervised/time/median_ms",
            "/supervised/gflop",
            "/supervised/gflops_per_second",
            "/supervised/share_of_product",
            "/method/time/median_ms",
            "/method/gflop",
            "/method_over_supervised",
            "/java_side/samples",
            "/smallest/time/median_ms",
            "/smallest_over_method",
            "/data/images_per_second",
            "/data/consumed_per_second",
            "/data/delivered_over_consumed",
            "/memory/peak_mb")) {
      assertThat(report.at(positive).asDouble()).as(positive).isPositive();
    }
    for (String share :
        List.of("/java_side/java_share", "/java_side/collector_share", "/data/waiting_share")) {
      assertThat(report.at(share).asDouble(-1)).as(share).isBetween(0.0, 1.0);
    }
    assertThat(report.at("/memory/live_arrays_last").asLong())
        .isPositive()
        .isEqualTo(report.at("/memory/live_arrays_early").asLong());
    assertThat(outcome.out()).contains("ICL over supervised step", "data pipeline alone");
  }

  @ParameterizedTest
  @MethodSource("dev.icl.modules.method.Methods#names")
  void everyMethodCanBeMeasured(String method) throws IOException {
    String[] options = tiny(32, 4, "--memory", "--json", "--set", "method.name=" + method);

    Outcome outcome = new Cli(folder).run(options);

    assertThat(outcome.err()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    // what the baseline is compared with
    String measured = method.startsWith("supervised") ? "icl" : method;
    assertThat(report.at("/setup/method").asText()).isEqualTo(measured);
    assertThat(report.get("live_arrays_last").asLong())
        .isPositive()
        .isEqualTo(report.get("live_arrays_early").asLong());
  }

  @ParameterizedTest
  @CsvSource({"pytorch, unet3d", "tensorflow, vnet"})
  void aPatchOfThreeSizesIsMeasuredOnVolumes(String engine, String network) throws IOException {
    Outcome outcome =
        new Cli(folder)
            .run(
                "speed",
                "--engine",
                engine,
                "--device",
                "cpu",
                "--patch",
                "32,16,32",
                "--steps",
                "2",
                "--matrix",
                "32",
                "--out",
                folder.toString(),
                "--set",
                "threads=1",
                "--set",
                "method={heads: [2, 1, 1], mixer: none}",
                "--set",
                "network={name: %s, channels: [2, 2, 2, 2, 2]}".formatted(network),
                "--set",
                "data={labeled: 1, phantom_patients: 2}");

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("patches of [32, 16, 32], 1 labelled and 1 unlabelled; " + network);
    JsonNode report = new ObjectMapper().readTree(folder.resolve("speed.json").toFile());
    assertThat(report.at("/setup/patch").toString()).isEqualTo("[32,16,32]");
    assertThat(report.at("/setup/network").asText()).isEqualTo(network);
    assertThat(report.at("/method/images").asInt()).isEqualTo(2);
    assertThat(report.at("/method/gflop").asDouble()).isPositive();
    assertThat(report.at("/data/images_per_second").asDouble()).isPositive();
  }

  @Test
  void aStepOfSeveralProgramsIsComparedWithTheBaseline() throws IOException {
    Outcome outcome = new Cli(folder).run(tiny(32, 4, "--set", "method.name=bcp"));

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("bcp over supervised step", "of bcp step (");
  }

  @Test
  void stepsLeaveNoArraysBehind() throws IOException {
    Outcome outcome = new Cli(folder).run(tiny("--memory", "--json"));

    assertThat(outcome.err()).isEmpty();
    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("early_steps").asInt()).isEqualTo(1);
    assertThat(report.get("live_arrays_last").asLong())
        .isPositive()
        .isEqualTo(report.get("live_arrays_early").asLong());
    assertThat(report.get("resident_early_mb").asLong()).isPositive();
    assertThat(report.get("peak_mb").asLong())
        .isGreaterThanOrEqualTo(report.get("resident_last_mb").asLong());
    assertThat(report.get("samples").findValues("live_arrays"))
        .hasSize(21)
        .containsOnly(report.get("live_arrays_early"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theHelpNamesEveryOption() {
    Outcome outcome = new Cli(folder).run("speed", "--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("--engine", "--patch", "--batch", "--steps", "--matrix", "--memory", "--metrics");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--patch 20            | --set train.patch=[20,20]: train.patch: the network unet2d cannot divide [20, 20], every size must be a multiple of 16; use [16, 16] or [32, 32].",
        "--patch 0             | --patch: 0 is out of range; use 1 to 8192.",
        "--batch 3             | --batch: 3 is odd, but half of the patches are labelled; use 2 or 4.",
        "--patch 16,0,16       | --patch: 0 is out of range; use 1 to 8192.",
        "--patch 8,8,8,8       | --patch: 8,8,8,8 has 4 sizes; give one per axis, as 128,128 for images or 48,48,48 for volumes.",
        "--patch 48,40,48      | --set train.patch=[48,40,48]: train.patch: the network unet3d cannot divide [48, 40, 48], every size must be a multiple of 16; use [48, 32, 48] or [48, 48, 48].",
        "--batch 0             | --batch: 0 is out of range; use 2 to 8192.",
        "--patch 16 --batch 2  | --set train.patch=[16,16]: train.patch: the method icl cannot learn from 1 labelled and 1 unlabelled images of [16, 16] (batchNorm: training wants more than one value a channel, got [1, 256, 1, 1]); use a larger patch, or more images per step.",
        "--metrics --memory    | --metrics: it goes with no --memory; ask for one of the two.",
        "--steps 0             | --steps: 0 is out of range; use 1 to 1000000.",
        "--matrix 0            | --matrix: 0 is out of range; use 1 to 16384.",
        "--engine pytroch      | engine: there is no engine 'pytroch' on the class path, which holds pytorch, tensorflow; did you mean 'pytorch'?",
        "--set data.labeled=40 | data.labeled: with 40 patients labelled none is left without labels, but the step of icl learns from unlabelled scans too; label fewer.",
        "--setps 3             | icl speed: there is no option '--setps'; did you mean '--steps'? See icl speed --help.",
      })
  void aMistakeIsOneSentence(String options, String sentence) {
    Outcome outcome = new Cli(folder).run(("speed " + options).split(" "));

    assertThat(outcome.err()).isEqualTo(sentence + System.lineSeparator());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }

  /** As little as can be measured. */
  private static String[] tiny(String... more) {
    return tiny(16, 2, more);
  }

  private static String[] tiny(int patch, int batch, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "speed",
                "--device",
                "cpu",
                "--patch",
                Integer.toString(patch),
                "--batch",
                Integer.toString(batch),
                "--steps",
                "2",
                "--set",
                "threads=1",
                "--set",
                "method={heads: [2, 1]}",
                "--set",
                "network={channels: [2, 4, 8, 8], dropout: [0, 0, 0, 0]}",
                "--set",
                "data={labeled: 1, phantom_patients: 2}"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
