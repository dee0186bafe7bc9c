package dev.icl.bench.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.bench.config.BenchConfig.Variant;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchConfigReaderTest {
  @TempDir Path folder;

  @Test
  void anAxisWithoutValuesHasThatOfTheRun() throws IOException {
    BenchConfig config =
        read("engine: tensorflow\nseed: 5\nmethod: {name: supervised}\ndata: {labeled: 7}");

    assertThat(config.bench().engines()).containsExactly("tensorflow");
    assertThat(config.bench().devices()).containsExactly("auto");
    assertThat(config.bench().methods()).containsExactly("supervised");
    assertThat(config.bench().networks()).containsExactly("unet2d");
    assertThat(config.bench().labeled()).containsExactly(7);
    assertThat(config.bench().seeds()).containsExactly(5L);
  }

  @Test
  void settingsMustSuitTheMethodsOfTheMatrixAlone() throws IOException {
    String narrow = "network.channels=[4, 8]";
    String rates = "network.dropout=[0, 0]";
    String message =
        "network.channels: the method icl reads the feature levels between the shallowest and the"
            + " deepest one, and this network has none; give at least 3 channels";

    assertThat(
            read("bench: {methods: [supervised]}", narrow, rates)
                .base()
                .network()
                .value("channels"))
        .contains(List.of(4, 8));
    assertThatThrownBy(() -> read("bench: {methods: [supervised, icl]}", narrow, rates))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(
            () -> read("bench: {methods: [icl]}\nmethod: {name: supervised}", narrow, rates))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> read("bench: {seeds: [1]}", narrow, rates))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void settingsMustSuitTheNetworksOfTheMatrixAlone() throws IOException {
    String volumes = "train: {patch: [32, 32, 16]}\nbench: {methods: [supervised], networks: %s}";
    String rates = "network.dropout=[0, 0]";

    assertThat(read(volumes.formatted("[unet3d, vnet]"), rates).bench().networks())
        .containsExactly("unet3d", "vnet");
    assertThatThrownBy(() -> read(volumes.formatted("[unet3d, unet2d]")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "%s, line 1, column 16: train.patch: [32, 32, 16] has 3 sizes, but the network unet2d"
                + " takes 2; give one per spatial axis.",
            folder.resolve("bench.yaml"));
    assertThatThrownBy(() -> read(volumes.formatted("[unet3d, unet2d]"), rates))
        .hasMessage(
            "--set network.dropout=[0, 0]: network.dropout must have one rate for each of the 5"
                + " network.channels, but is [0.0, 0.0].");
    assertThatThrownBy(() -> read(volumes.formatted("[unet3d]"), rates, "train.iterations=0"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("--set train.iterations=0: train.iterations must be");
  }

  @Test
  void aVariantMustSuitItsMethodsAlone() throws IOException {
    String variant =
        "bench: {methods: [supervised, icl], variants: {narrow: {methods: [%s], network: {channels: [4, 8], dropout: [0, 0]}}}}";

    assertThat(read(variant.formatted("supervised")).variants()).hasSize(2);
    assertThatThrownBy(() -> read(variant.formatted("icl")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("this network has none; give at least 3 channels");
  }

  @Test
  void theEnvironmentCountsWhereTheFileListsNoEngines() throws IOException {
    BenchConfigReader reader = new BenchConfigReader(Map.of("ICL_ENGINE", "tensorflow"), folder);

    assertThat(reader.read(file("bench: {}"), List.of()).bench().engines())
        .containsExactly("tensorflow");
    assertThat(reader.read(file("bench: {engines: [pytorch]}"), List.of()).bench().engines())
        .containsExactly("pytorch");
  }

  @Test
  void settingsReachTheSectionAndTheRun() throws IOException {
    BenchConfig config =
        read("bench: {seeds: [1, 2]}", "bench.seeds=[3]", "bench.timing.steps=4", "threads=2");

    assertThat(config.bench().seeds()).containsExactly(3L);
    assertThat(config.bench().timing().steps()).isEqualTo(4);
    assertThat(config.bench().timing().warmup())
        .isEqualTo(BenchSettings.defaults().timing().warmup());
    assertThat(config.base().threads()).isEqualTo(2);
  }

  @Test
  void variantsChangeKeysOfTheRunForTheirMethods() throws IOException {
    BenchConfig config =
        read(
            """
            bench:
              methods: [supervised, icl]
              variants:
                calm: {methods: [icl], method: {drop_path: 0}, train: {patch: [32, 32]}}
                plain:
            method: {drop_path: 0.1, mixer: low-rank}
            """);

    assertThat(config.variants()).extracting(Variant::name).containsExactly("", "calm", "plain");
    Variant calm = config.variants().get(1);
    assertThat(calm.appliesTo("icl")).isTrue();
    assertThat(calm.appliesTo("supervised")).isFalse();
    assertThat(calm.settings().method().value("drop_path")).contains(0.0);
    assertThat(calm.settings().method().value("mixer")).contains("low-rank");
    assertThat(calm.settings().train().patch()).containsExactly(32, 32);
    assertThat(config.variants().get(2).settings()).isEqualTo(config.base());
  }

  @Test
  void pathsOfVariantsAreAbsoluteToo() throws IOException {
    BenchConfig config = read("bench: {variants: {others: {data: {root: scans}}}}");

    assertThat(config.variants().get(1).changes())
        .isEqualTo(Map.of("data", Map.of("root", folder.resolve("scans").toString())));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    BenchConfig config =
        read(
            """
            bench:
              title: "a: title # with marks"
              engines: [pytorch, tensorflow]
              parallel: 3
              accuracy: false
              variants:
                calm: {methods: [icl], method: {drop_path: 0, mixer: low-rank}}
                other-data: {data: {root: "/some where/true", phantom_seed: 7}}
            """);

    Path written = file(BenchConfigWriter.toYaml(config));

    assertThat(new BenchConfigReader(Map.of(), folder).read(written, List.of())).isEqualTo(config);
  }

  @Test
  void allProblemsAreToldTogetherWithTheNearestKeys() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    bench:
                      engine: [pytorch]
                      seeds: [one]
                    trian: {iterations: 3}
                    """))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("3 problems in the configuration")
        .hasMessageContaining("line 2, column 3: unknown key 'engine' in bench; did you mean")
        .hasMessageContaining("every value of bench.seeds must be a whole number, but one is 'one'")
        .hasMessageContaining("unknown key 'trian'; did you mean 'train'");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "bench: {engines: [pytorch, pytorch], parallel: many, timing: {steps: 0, repeats: -1}}"))
        .hasMessageContaining("bench.engines must name nothing twice, but is pytorch, twice")
        .hasMessageContaining("bench.parallel must be auto or a number from 1 to 999, but is many")
        .hasMessageContaining("bench.timing.steps must be at least 1")
        .hasMessageContaining("bench.timing.repeats must be at least 0");
    assertThatThrownBy(
            () -> read("bench: {accuracy: false, timing: {repeats: 0}, parity: {iterations: 0}}"))
        .hasMessageContaining("nothing would be measured");
  }

  @Test
  void mistakesInVariantsAreFound() {
    assertThatThrownBy(
            () -> read("bench: {variants: {calm: {methods: [cps], method: {drop_pth: 0}}}}"))
        .hasMessageContaining("bench.variants.calm.methods names cps, but bench.methods has icl")
        .hasMessageContaining("unknown key 'drop_pth' in method; did you mean 'drop_path'");
    assertThatThrownBy(() -> read("bench: {variants: {Über: {}}}"))
        .hasMessageContaining("the variant 'Über' must be named with a-z");
    assertThatThrownBy(() -> read("bench: {variants: [calm]}"))
        .hasMessageContaining("bench.variants must be names with the keys that each changes");
  }

  private BenchConfig read(String yaml, String... settings) throws IOException {
    return new BenchConfigReader(Map.of(), folder).read(file(yaml), List.of(settings));
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("bench.yaml"), yaml);
  }
}
