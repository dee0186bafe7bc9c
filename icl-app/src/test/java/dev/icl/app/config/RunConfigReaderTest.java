package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.RandomMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigReaderTest {
  @TempDir Path folder;

  @Test
  void missingKeysTakeTheirDefaults() throws IOException {
    RunConfig config = read("train: {iterations: 12}");

    assertThat(config.train().iterations()).isEqualTo(12);
    assertThat(config.train().rate().learningRate()).isEqualTo(0.01);
    assertThat(config.method()).isEqualTo(LeftToNetwork.filled(RunConfig.defaults()).method());
    assertThat(config.engine()).isEqualTo("pytorch");
  }

  @Test
  void anEmptyFileIsTheDefaults() throws IOException {
    assertThat(read("# nothing\n")).isEqualTo(LeftToNetwork.filled(RunConfig.defaults()));
  }

  @Test
  void listsOfListsAreReadAndWritten() throws IOException {
    RunConfig config =
        read(
            """
            network:
              name: unet
              plan: given
              features: [4, 8]
              strides: [[1, 1], [2, 2]]
              kernels:
              - [3, 3]
              - [3, 1]
            method: {name: supervised}
            """);

    assertThat(config.network().value("strides")).contains(List.of(List.of(1, 1), List.of(2, 2)));
    assertThat(config.network().value("kernels")).contains(List.of(List.of(3, 3), List.of(3, 1)));
    assertThat(read(RunConfigWriter.toYaml(config))).isEqualTo(config);
  }

  @Test
  void everyKindOfValueIsRead() throws IOException {
    RunConfig config =
        read(
            """
            engine: abacus
            seed: 9_000_000_000
            random: portable
            method: {name: supervised, heads: [4, 2], drop_path: 1e-2}
            data: {augment: false}
            train:
              patch:
              - 64
              - 32
              weight_decay: 1.0E-5
            """);

    assertThat(config.engine()).isEqualTo("abacus");
    assertThat(config.seed()).isEqualTo(9_000_000_000L);
    assertThat(config.random()).isEqualTo(RandomMode.PORTABLE);
    assertThat(config.method().value("heads")).contains(List.of(4, 2));
    assertThat(config.method().value("drop_path")).contains(0.01);
    assertThat(config.data().augment()).isEqualTo("none");
    assertThat(config.train().patch()).containsExactly(64, 32);
    assertThat(config.train().update().weightDecay()).isEqualTo(1e-5);
  }

  @Test
  void theEnvironmentOverridesTheFileAndTheCommandLineOverridesBoth() throws IOException {
    Path file = write("engine: of-file\ndevice: cpu\nseed: 1");
    Map<String, String> environment = Map.of("ICL_ENGINE", "of-env", "ICL_DEVICE", "gpu:1");

    RunConfig config =
        new RunConfigReader(environment, folder)
            .read(Optional.of(file), List.of("engine=of-set", "engine=of-last-set"));

    assertThat(config.engine()).isEqualTo("of-last-set");
    assertThat(config.device()).isEqualTo("gpu:1");
    assertThat(config.seed()).isEqualTo(1);
  }

  @Test
  void settingsReachInsideAndLeaveTheNeighboursAlone() throws IOException {
    RunConfig config =
        read(
            "train: {iterations: 5, labeled_batch: 2}",
            "train.patch=[128,128]",
            "train={momentum: 0.5}",
            "engine=2023",
            "data.root=scans");

    assertThat(config.train().iterations()).isEqualTo(5);
    assertThat(config.train().batch().labeledBatch()).isEqualTo(2);
    assertThat(config.train().patch()).containsExactly(128, 128);
    assertThat(config.train().update().momentum()).isEqualTo(0.5);
    assertThat(config.engine()).isEqualTo("2023");
  }

  @Test
  void theDataFolderIsRelativeToTheWorkingDirectory() throws IOException {
    assertThat(read("", "data.root=../scans").data().root())
        .isEqualTo(folder.resolveSibling("scans").toString());
  }

  @Test
  void whatIsWrittenReadsBackEqual() throws IOException {
    RunConfig config =
        read(
            """
            engine: "my engine: #1"
            device: gpu:3
            threads: 2
            seed: -7
            random: portable
            method: {name: supervised, consistency_weight: 0.1, heads: [1], drop_path: 3.0E-7}
            network: {name: unet2d, channels: [1, 2], dropout: [0, 0.25]}
            data: {name: acdc, root: "/tmp/a b/ü\\"q\\\\", labeled: 7, augment: false}
            train: {patch: [96, 64], learning_rate: 1.0E-12}
            """);
    String yaml = RunConfigWriter.toYaml(config);

    assertThat(read(yaml)).isEqualTo(config);
    assertThat(RunConfigWriter.toYaml(read(yaml))).isEqualTo(yaml);
  }

  @Test
  void theWrittenFormIsTheOnePeopleWrite() {
    assertThat(RunConfigWriter.toYaml(LeftToNetwork.filled(RunConfig.defaults())))
        .startsWith(
            """
            engine: pytorch
            device: auto
            threads: 0
            seed: 1337
            random: engine
            method:
              name: icl
              consistency_weight: 50.0
              heads: [8, 4, 2]
            """)
        .contains("  root: \"\"\n", "  patch: [256, 256]\n");
  }

  private RunConfig read(String yaml, String... settings) throws IOException {
    return new RunConfigReader(Map.of(), folder).read(Optional.of(write(yaml)), List.of(settings));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("run.yaml"), yaml);
  }
}
