package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Values of another type than their keys take: numbers, words, lists, keys with values. */
class RunConfigTypesTest extends RefusedConfigs {
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
}
