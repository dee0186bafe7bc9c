package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigHistoryTest {
  private static final RunConfig BEFORE = read();
  private static final RunConfig AFTER =
      read(
          "device=gpu:1",
          "train.iterations=40000",
          "train.learning_rate=1e-5",
          "session.memory_growth=false",
          "network.dropout=[0, 0, 0, 0, 0.5]",
          "data.split=\"/my lists/split #2.yaml\"",
          "data.augment=none");

  @Test
  void whatChangedIsListedInTheOrderOfTheConfiguration() {
    assertThat(ConfigChange.between(BEFORE, AFTER))
        .extracting(ConfigChange::toString)
        .containsExactly(
            "device was auto and is now \"gpu:1\"",
            "network.dropout was [0.05, 0.1, 0.2, 0.3, 0.5] and is now [0.0, 0.0, 0.0, 0.0, 0.5]",
            "data.split was \"\" and is now \"/my lists/split #2.yaml\"",
            "data.augment was authors and is now none",
            "train.iterations was 30000 and is now 40000",
            "train.learning_rate was 0.01 and is now 1.0E-5",
            "session.memory_growth was true and is now false");
    assertThat(ConfigChange.between(AFTER, AFTER)).isEmpty();
  }

  @Test
  void anotherMethodIsOneChangeWhateverKeysComeWithIt() {
    assertThat(
            ConfigChange.between(
                read("method.name=cps", "seed=1"), read("method.name=icl", "seed=2")))
        .extracting(ConfigChange::toString)
        .containsExactly("seed was 1 and is now 2", "method.name was cps and is now icl");
  }

  @Test
  void aHistoryThatIsWrittenIsReadAgain() {
    ConfigHistory history =
        ConfigHistory.NONE
            .with(0, ConfigChange.between(BEFORE, AFTER))
            .with(1200, List.of())
            .with(1200, ConfigChange.between(AFTER, BEFORE));
    String yaml = RunConfigWriter.toYaml(BEFORE) + history.toYaml();

    assertThat(history.entries()).hasSize(2);
    assertThat(ConfigHistory.in(yaml)).isEqualTo(history);
    assertThat(ConfigHistory.in(history.toBenchYaml())).isEqualTo(history);
  }

  @Test
  void aTextThatLooksLikeANumberStaysAText() {
    String folder = "data={name: folder, root: scans, classes: %s}";
    RunConfig before = read(folder.formatted("[a, b]"));
    RunConfig after = read(folder.formatted("[\"0\", lesion, \"true\"]"));
    ConfigHistory history = ConfigHistory.NONE.with(7, ConfigChange.between(before, after));

    assertThat(history.entries().get(0).changes())
        .extracting(ConfigChange::now)
        .containsExactly("[\"0\", lesion, \"true\"]");
    assertThat(ConfigHistory.in(history.toYaml())).isEqualTo(history);
  }

  @Test
  void otherProgramsReadItAsYaml() throws IOException {
    String yaml =
        ConfigHistory.NONE
            .with(4000, List.of(new ConfigChange("train.iterations", "30000", "40000")))
            .toYaml();

    JsonNode entry = new YAMLMapper().readTree(yaml).at("/history/0");

    assertThat(entry.path("from_iteration").asInt()).isEqualTo(4000);
    assertThat(entry.path("changes").path("train.iterations").path("now").intValue())
        .isEqualTo(40000);
  }

  @Test
  void aConfigurationWithAHistoryIsOneForAnotherRun() {
    String yaml =
        RunConfigWriter.toYaml(AFTER)
            + ConfigHistory.NONE.with(1, ConfigChange.between(BEFORE, AFTER)).toYaml();

    assertThat(new RunConfigReader(Map.of(), Path.of("/")).readText("it", yaml, List.of()))
        .isEqualTo(AFTER);
  }

  @Test
  void whatIsNoHistoryIsNone() {
    assertThat(ConfigHistory.in("seed: 1")).isEqualTo(ConfigHistory.NONE);
    assertThat(ConfigHistory.in("history: mine")).isEqualTo(ConfigHistory.NONE);
    assertThat(ConfigHistory.in("history: [1, {from_iteration: many, changes: {}}]"))
        .isEqualTo(ConfigHistory.NONE);
  }

  @Test
  void aChangeIsKnownSinceItWasMade() {
    ConfigChange rate = new ConfigChange("train.learning_rate", "0.01", "0.02");
    ConfigHistory history = ConfigHistory.NONE.with(100, List.of(rate));

    assertThat(history.has(rate, 100)).isTrue();
    assertThat(history.has(rate, 50)).isTrue();
    assertThat(history.has(rate, 101)).isFalse();
    assertThat(history.has(new ConfigChange("train.learning_rate", "0.01", "0.03"), 50)).isFalse();
    assertThat(history.has(new ConfigChange("train.momentum", "0.01", "0.02"), 50)).isFalse();
  }

  private static RunConfig read(String... settings) {
    return new RunConfigReader(Map.of(), Path.of("/")).read(Optional.empty(), List.of(settings));
  }
}
