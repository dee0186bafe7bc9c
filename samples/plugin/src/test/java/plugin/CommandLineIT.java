package plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The jar of this project with the icl command, from a configuration to label maps. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
  private static final String JAR = System.getProperty("plugin.jar");
  private static final Map<String, String> NO_VARIABLES = Map.of();

  private static final String CONFIG =
      """
      device: cpu
      threads: 1
      method: {name: pseudo-labels, threshold: 0.25}
      network: {name: tiny, width: 4, dropout: 0.1}
      data: {name: task, root: scans, structure: tumour, validation_patients: 1, labeled: 1}
      train: {iterations: 3, labeled_batch: 2, unlabeled_batch: 2, patch: [16, 16]}
      """;

  @TempDir private static Path folder;
  private static IclCommand icl;

  @BeforeAll
  static void prepare() throws IOException {
    icl = IclCommand.in(folder, Path.of(System.getProperty("icl.home")));
    Files.writeString(folder.resolve("run.yaml"), CONFIG);
    TaskScans.write(folder.resolve("scans"), 5);
  }

  @Test
  @Order(1)
  void trainsOnOneEngineWithTheOption() throws Exception {
    icl.run(NO_VARIABLES, 0, "train", "--config", "run.yaml", "--out", "a", "--class-path", JAR);

    assertThat(Files.readAllLines(folder.resolve("a/metrics.jsonl")))
        .filteredOn(line -> line.contains("\"pse\""))
        .hasSize(3);
    assertThat(Files.readString(folder.resolve("a/config.yaml")))
        .contains(
            "name: pseudo-labels", "threshold: 0.25", "weight: 1.0", "name: tiny", "width: 4");
  }

  @Test
  @Order(2)
  void trainsOnTheOtherWithTheVariableAndTheConfigurationOfTheFirst() throws Exception {
    Map<String, String> variables = Map.of("ICL_CLASS_PATH", JAR, "ICL_ENGINE", "tensorflow");

    icl.run(variables, 0, "train", "--config", "a/config.yaml", "--out", "b");

    assertThat(Files.readString(folder.resolve("b/config.yaml")))
        .isEqualTo(
            Files.readString(folder.resolve("a/config.yaml"))
                .replace("engine: pytorch", "engine: tensorflow"));
    assertThat(folder.resolve("b/checkpoints/final.safetensors")).isRegularFile();
  }

  @Test
  @Order(3)
  void scoresTheNetworkOnTheOtherEngine() throws Exception {
    icl.run(
        Map.of("ICL_ENGINE", "tensorflow"),
        0,
        "evaluate",
        "--class-path=" + JAR,
        "--checkpoint",
        "a/checkpoints/final.safetensors",
        "--out",
        "scores");

    assertThat(Files.readAllLines(folder.resolve("scores/cases.csv"))).hasSizeGreaterThan(1);
  }

  @Test
  @Order(4)
  void segmentsAScan() throws Exception {
    icl.run(
        Map.of("ICL_CLASS_PATH", JAR),
        0,
        "predict",
        "--checkpoint",
        "b",
        "scans/imagesTr/case5.nii.gz",
        "--out",
        "labels");

    Scan labels = VolumeFormats.installed().readLabel(folder.resolve("labels/case5.nii.gz"));
    assertThat(labels.shape()).isEqualTo(TaskScans.image(5).shape());
    assertThat(Files.readString(folder.resolve("labels/predictions.json"))).contains("tumour");
  }

  /** On both engines: its one feature is as large as the image. */
  @Test
  @Order(5)
  void isTaughtByIcl() throws Exception {
    for (String engine : List.of("pytorch", "tensorflow")) {
      icl.run(
          Map.of("ICL_CLASS_PATH", JAR),
          0,
          "train",
          "--config",
          "run.yaml",
          "--set",
          "engine=" + engine,
          "--set",
          "method={name: icl, heads: [2], mixer: axial, mixer_rank: 4}",
          "--out",
          "icl-" + engine);

      assertThat(Files.readAllLines(folder.resolve("icl-" + engine + "/metrics.jsonl")))
          .filteredOn(line -> line.contains("\"consis\""))
          .hasSize(3);
    }
  }

  @Test
  @Order(6)
  void saysWhatIsMissingWithoutTheJar() throws Exception {
    assertThat(icl.run(NO_VARIABLES, 2, "evaluate", "--checkpoint", "a", "--out", "none"))
        .contains(
            "data.name: there is no dataset 'task'",
            "network.name: there is no network 'tiny'",
            "method.name: there is no method 'pseudo-labels'",
            "--class-path")
        .doesNotContain("unknown key");
  }

  @Test
  @Order(7)
  void isComparedWithWhatIsBuiltIn() throws Exception {
    Files.writeString(
        folder.resolve("bench.yaml"),
        CONFIG
            + """
            bench:
              engines: [pytorch]
              methods: [supervised, pseudo-labels]
              networks: [tiny, unet2d]
              timing: {repeats: 0}
              parity: {iterations: 0}
            """);

    icl.run(
        NO_VARIABLES, 0, "bench", "--config", "bench.yaml", "--out", "bench", "--class-path", JAR);

    assertThat(Files.readString(folder.resolve("bench/report.md")))
        .contains("pseudo-labels", "supervised", "tiny", "unet2d");
    assertThat(Files.readString(folder.resolve("bench/bench.json")))
        .contains("\"done\"")
        .doesNotContain("\"failed\"");
  }
}
