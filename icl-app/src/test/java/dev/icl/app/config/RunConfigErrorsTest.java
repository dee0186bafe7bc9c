package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunConfigErrorsTest {
  @TempDir Path folder;

  @Test
  void optimiserAndScheduleOutOfRange() {
    refused(
        """
        train:
          optimizer: adam
          schedule: step
          iterations: 10
          warmup: 10
          adamw: {beta1: 1, beta2: -0.5, epsilon: 0}
        """,
        """
        6 problems in the configuration:
          run.yaml, line 2, column 14: train.optimizer must be adamw or sgd, but is 'adam'.
          run.yaml, line 3, column 13: train.schedule must be constant or cosine or polynomial or steps, but is 'step'.
          run.yaml, line 6, column 18: train.adamw.beta1 must be at least 0 and below 1, but is 1.0.
          run.yaml, line 6, column 28: train.adamw.beta2 must be at least 0 and below 1, but is -0.5.
          run.yaml, line 6, column 43: train.adamw.epsilon must be above 0 and at most 1, but is 0.0.
          run.yaml, line 5, column 11: train.warmup must be below train.iterations, which is 10, but is 10.
        """);
  }

  @Test
  void prefixesOfStartingWeights() {
    refused(
        "train: {from: a.safetensors, from_prefixes: [a.=b.=c.]}",
        "run.yaml, line 1, column 45: train.from_prefixes must be prefixes of names, or two of them"
            + " joined by one '=', that of the file first, but is [a.=b.=c.].");
    refused(
        "train: {from_prefixes: [encoder.]}",
        "run.yaml, line 1, column 24: train.from_prefixes must be left out where train.from names no"
            + " file, but is [encoder.].");
  }

  @Test
  void textWhereANumberIsWanted() {
    refused(
        "train: {iterations: many}",
        "run.yaml, line 1, column 21: train.iterations must be a whole number, but is 'many'.");
    refused(
        "seed: 99999999999999999999",
        "run.yaml, line 1, column 7: seed must be a whole number of at most 9223372036854775807,"
            + " but is '99999999999999999999'.");
    refused(
        "train: {iterations: 3000000000}",
        "run.yaml, line 1, column 21: train.iterations must be a whole number of at most"
            + " 2147483647, but is '3000000000'.");
    refused(
        "train: {patch: [-3000000000]}",
        "run.yaml, line 1, column 17: every value of train.patch must be a whole number of at"
            + " least -2147483648, but one is '-3000000000'.");
    refused(
        "threads: 1.5",
        "run.yaml, line 1, column 10: threads must be a whole number, but is '1.5'.");
    refused(
        "train: {power: .nan}",
        "run.yaml, line 1, column 16: train.power must be a number, but is '.nan'.");
    refused(
        "session: {memory_growth: yes}",
        "run.yaml, line 1, column 26: session.memory_growth must be true or false, but is 'yes'.");
    refused(
        "train: {non_finite: ignore}",
        "run.yaml, line 1, column 21: train.non_finite must be skip or stop, but is 'ignore'.");
    refused(
        "random: dice",
        "run.yaml, line 1, column 9: random must be engine or portable, but is 'dice'.");
  }

  @Test
  void aNumberOrTheWordForNone() {
    refused(
        "method: {consistency_weight: much}",
        "run.yaml, line 1, column 30: method.consistency_weight must be a number or auto, but is"
            + " 'much'.");
    refused(
        "method: {consistency_weight: -1}",
        "run.yaml, line 1, column 30: method.consistency_weight must be at least 0 and at most"
            + " 1000000, but is -1.0.");
  }

  @Test
  void oneValueWhereAListIsWanted() {
    refused(
        "",
        "--set train.patch=128,128: train.patch must be a list in brackets, such as [256, 256], but"
            + " is '128,128'.",
        "train.patch=128,128");
    refused(
        "train: {patch: [64, x]}",
        "run.yaml, line 1, column 21: every value of train.patch must be a whole number, but one is"
            + " 'x'.");
  }

  @Test
  void oneValueWhereListsAreWanted() {
    refused(
        "network: {name: unet, strides: [1, 2]}",
        "run.yaml, line 1, column 33: every value of network.strides must be a list in brackets,"
            + " each value of it a whole number, but one is '1'.");
    refused(
        "network: {name: unet, strides: [[1, 1], [2, x]]}",
        "run.yaml, line 1, column 41: every value of network.strides must be a list in brackets,"
            + " each value of it a whole number, but one is a list.");
    refused(
        "network: {name: unet, plan: given, features: [2, 4], kernels: [[3, 3], [3, 3]], strides: [[1, 1], [2, 9]]}",
        "run.yaml, line 1, column 90: network.strides must be at least 1 and at most 8, but is 9.");
  }

  @Test
  void oneValueWhereKeysAreWanted() {
    refused(
        "method: icl",
        "run.yaml, line 1, column 9: method must be keys with values, of name, consistency_weight,"
            + " heads, drop_path, mixer, mixer_rank, ablation.");
    refused(
        "just text",
        "run.yaml, line 1, column 1: a configuration must be keys with values, of engine, device,"
            + " threads, seed, random, method, network, data, train, inference, session.");
  }

  @Test
  void keyWithoutAValue() {
    refused(
        "train: {iterations: }",
        "run.yaml, line 1, column 20: train.iterations has no value; give one or leave the key"
            + " out.");
  }

  @Test
  void valuesOutOfRangeAreReportedTogether() {
    refused(
        """
        device: tpu
        method: {mixer: thin, drop_path: 1}
        network: {channels: [4, 0], dropout: [0.1]}
        data: {labeled: 41}
        train: {iterations: 0, unlabeled_batch: 0, patch: [64], learning_rate: 0, momentum: -0.1}
        """,
        """
        9 problems in the configuration:
          run.yaml, line 1, column 9: device must be cpu, gpu, gpu:N or auto, but is tpu.
          run.yaml, line 2, column 34: method.drop_path must be at least 0 and below 1, but is 1.0.
          run.yaml, line 2, column 17: method.mixer must be dense, low-rank, axial or none, but is thin.
          run.yaml, line 3, column 21: network.channels must be at least 1 and at most 8192, but is 0.
          run.yaml, line 4, column 17: data.labeled must be at most data.phantom_patients, which is 40, but is 41.
          run.yaml, line 5, column 21: train.iterations must be at least 1, but is 0.
          run.yaml, line 5, column 85: train.momentum must be at least 0 and below 1, but is -0.1.
          run.yaml, line 5, column 72: train.learning_rate must be above 0 and at most 10, but is 0.0.
          run.yaml, line 5, column 51: train.patch must have 2 or 3 sizes, but is [64].
        """);
  }

  @Test
  void valuesThatDoNotGoTogetherAreReportedWithTheOthers() {
    refused(
        """
        method: {heads: [3, 4, 2]}
        data: {name: acds, augment: flips}
        train: {iterations: many, patch: [250, 250], momentum: 2}
        """,
        """
        6 problems in the configuration:
          run.yaml, line 3, column 21: train.iterations must be a whole number, but is 'many'.
          run.yaml, line 3, column 56: train.momentum must be at least 0 and below 1, but is 2.0.
          run.yaml, line 2, column 14: data.name: there is no dataset 'acds', known are acdc, amos22, brats19, folder, la, nnunet, phantom, phantom3d; did you mean 'acdc', or is the jar of a plugin missing from --class-path?
          run.yaml, line 2, column 29: data.augment: there is no augmentation 'flips', known are authors, brats, la, amos, rotation, scaling, elastic, intensity, low-resolution, gamma, mirroring, nnunet, none; use one of them.
          run.yaml, line 3, column 34: train.patch: the network unet2d cannot divide [250, 250], every size must be a multiple of 16; use [240, 240] or [256, 256].
          run.yaml, line 1, column 17: method.heads: 3 heads do not divide the 128 channels of feature level 1; use a divisor of 128.
        """);
  }

  @Test
  void headsThatDoNotDivideTheChannels() {
    refused(
        "method: {heads: [3, 4, 2]}",
        "run.yaml, line 1, column 17: method.heads: 3 heads do not divide the 128 channels of"
            + " feature level 1; use a divisor of 128.");
  }

  @Test
  void aNetworkForVolumes() {
    refused(
        "network: {name: vnet}",
        "train.patch: [256, 256] has 2 sizes, but the network vnet takes 3; give one per spatial"
            + " axis.");
  }

  @Test
  void noUnlabeledImagesForAMethodThatLearnsFromThem() {
    refused(
        "train: {unlabeled_batch: 0}",
        "run.yaml, line 1, column 26: train.unlabeled_batch: the method icl learns from unlabelled"
            + " images too, but the batch has none; use at least 1, or set method.name to"
            + " supervised.");
  }

  @Test
  void aValueThatCouldNotBeReadBreaksNoOtherRule() {
    refused(
        "data: {labeled: 50, phantom_patients: sixty}",
        "run.yaml, line 1, column 39: data.phantom_patients must be a whole number, but is 'sixty'.");
  }

  @Test
  void aCheckOfTheCallerIsReportedWithTheOthers() {
    RunConfigReader reader =
        new RunConfigReader(Map.of(), folder)
            .checking(
                config -> {
                  throw new UserException("engine: '" + config.engine() + "' is not here; add it.");
                });

    assertThatThrownBy(
            () -> reader.read(Optional.empty(), List.of("engine=abacus", "train.patch=[250,250]")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            2 problems in the configuration:
              --set train.patch=[250,250]: train.patch: the network unet2d cannot divide [250, 250], every size must be a multiple of 16; use [240, 240] or [256, 256].
              --set engine=abacus: engine: 'abacus' is not here; add it.""");
  }

  @Test
  void aDatasetWithoutAFolder() {
    refused("data: {name: acdc}", "data.root must name the folder of the dataset acdc, but is ''.");
  }

  @Test
  void notYaml() {
    refused(
        "train: {iterations: 5\nseed: 1",
        "run.yaml, line 2, column 5: this is not YAML (while parsing a flow mapping, expected ',' or"
            + " '}', but got :); correct it there.");
  }

  @Test
  void aTextOfMillionsOfCharacters() {
    assertThatThrownBy(() -> read("seed: 1\n# " + "x".repeat(4 << 20) + "\nengine: pytorch\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("exceeds the limit");
  }

  @Test
  void anAlias() {
    refused(
        "engine: &e pytorch\ndevice: *e\n",
        "run.yaml, line 2, column 9: YAML aliases are not understood here; write the value out.");
  }

  @Test
  void aSecondDocument() {
    refused(
        "seed: 1\n---\nseed: 2\n",
        "run.yaml, line 3, column 1: a second YAML document starts here; keep one.");
  }

  @Test
  void aMissingFile() {
    Path file = folder.resolve("absent.yaml");

    assertThatThrownBy(
            () -> new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of()))
        .isInstanceOf(UserException.class)
        .hasMessage("--config: there is no file " + file + "; name an existing one.");
  }

  @Test
  void aSettingWithoutAValue() {
    refused(
        "",
        "--set train.iterations: write it as key=value, such as --set train.iterations=1000.",
        "train.iterations");
  }

  @Test
  void anEnvironmentVariable() {
    assertThatThrownBy(
            () ->
                new RunConfigReader(Map.of("ICL_DEVICE", "quantum"), folder)
                    .read(Optional.empty(), List.of()))
        .hasMessage(
            "environment variable ICL_DEVICE: device must be cpu, gpu, gpu:N or auto, but is"
                + " quantum.");
  }

  @Test
  void aSectionThatIsNoMappingIsToldThoughAnotherValueSetsAKeyOfIt() {
    for (String none : List.of("folder", "[folder]")) {
      assertThatThrownBy(() -> read("data: " + none, "data.labeled=2"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("run.yaml, line 1, column 7: data must be keys with values, of ");
    }
    assertThatThrownBy(() -> read("data: {preprocess: crop}", "data.preprocess.crop_margin=[1]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "run.yaml, line 1, column 20: data.preprocess must be keys with values, of ");
    assertThatThrownBy(() -> read("", "data=folder", "data.labeled=2"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--set data=folder: data must be keys with values, of ");
    assertThatThrownBy(() -> read("data: {labeled: 2}", "data="))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--set data=: data must be keys with values, of ");
  }

  @Test
  void aSingleValueThatIsGivenKeysIsTold() {
    refused(
        "seed: 3",
        "--set seed.first=2: seed must be a whole number, but is keys with values.",
        "seed.first=2");
    assertThatThrownBy(
            () ->
                new RunConfigReader(Map.of("ICL_ENGINE", "pytorch"), folder)
                    .read(Optional.empty(), List.of("engine.name=pytorch")))
        .isInstanceOf(UserException.class)
        .hasMessage("--set engine.name=pytorch: engine must be a text, but is keys with values.");
  }

  @Test
  void rulesOfKeysThatAnotherDatasetHas() {
    refused(
        "data: {classes: [a]}",
        "run.yaml, line 1, column 17: data.classes must name 2 to 256 classes, the background"
            + " first, but is [a].");
    refused(
        "",
        "--set data.classes=[a, a]: data.classes must be names, each of them once, but is [a, a].",
        "data.classes=[a, a]");
  }

  @Test
  void aValueOutOfItsRangeIsNotComparedWithOthers() {
    refused(
        "train: {iterations: 0, warmup: 5}",
        "run.yaml, line 1, column 21: train.iterations must be at least 1, but is 0.");
  }

  private void refused(String yaml, String message, String... settings) {
    assertThatThrownBy(() -> read(yaml, settings))
        .isInstanceOf(UserException.class)
        .extracting(e -> e.getMessage().replace(folder + "/", ""))
        .isEqualTo(message.strip());
  }

  private void read(String yaml, String... settings) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    new RunConfigReader(Map.of(), folder).read(Optional.of(file), List.of(settings));
  }
}
