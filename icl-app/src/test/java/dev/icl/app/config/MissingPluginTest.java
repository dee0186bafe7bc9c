package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.layout.FolderSettings;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.Networks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The configuration of a run with plugins, read where these are not on the class path. */
class MissingPluginTest {
  private static final String CONFIG =
      """
      method: {name: pseudo-labels, threshold: 0.9}
      network: {name: tiny, width: 8, dropout: 0.1}
      data: {name: task, root: scans, structure: tumour}
      """;

  @Test
  void theNamesAreToldAndNotTheKeysThatOnlyThePluginsKnow() {
    assertThatThrownBy(() -> read(CONFIG))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            3 problems in the configuration:
              run.yaml, line 3, column 14: data.name: there is no dataset 'task'; available: DATASETS; use one of them, or name the jar of the plugin that has it with --class-path.
              run.yaml, line 2, column 17: network.name: there is no network 'tiny'; available: NETWORKS; use one of them, or name the jar of the plugin that has it with --class-path.
              run.yaml, line 1, column 16: method.name: there is no method 'pseudo-labels'; available: METHODS; use one of them, or name the jar of the plugin that has it with --class-path."""
                .replace("DATASETS", String.join(", ", Datasets.installed().names()))
                .replace("NETWORKS", String.join(", ", Networks.installed().names()))
                .replace("METHODS", String.join(", ", Methods.names())));
  }

  @Test
  void keysOfANameThatIsMistypedAreToldAllTheSame() {
    assertThatThrownBy(() -> read("method: {name: supervized, drp_path: 0}"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("2 problems in the configuration:")
        .hasMessageContaining("unknown key 'drp_path' in method; did you mean 'drop_path'?")
        .hasMessageContaining("there is no method 'supervized'");
  }

  @Test
  void anotherNameThatIsGivenTakesTheirPlaceAndTheirKeysGo() {
    RunConfig config = read(CONFIG, "method.name=ict", "network.name=unet2d", "data.name=phantom");

    assertThat(config.method().name()).isEqualTo("ict");
    assertThat(config.network().name()).isEqualTo("unet2d");
    assertThat(config.data().name()).isEqualTo("phantom");
  }

  @Test
  void whatEveryDatasetHasStays() {
    RunConfig config =
        read(
            "data: {name: tiles, tile: 3, classes: 7, labeled: 5, preprocess: {orientation: RAS}}",
            "data.name=folder",
            "data.root=scans",
            "data.classes=[no, yes]");

    assertThat(config.data().labeled()).isEqualTo(5);
    assertThat(config.data().preprocess().orientation()).isEqualTo("RAS");
    assertThat(config.data().own().values())
        .isEqualTo(new FolderSettings(List.of("no", "yes"), List.of()));
  }

  @Test
  void keysThatEveryDatasetHasAreReadAllTheSame() {
    assertThatThrownBy(() -> read("data: {name: task, labeled: 0, structure: tumour}"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("2 problems in the configuration:")
        .hasMessageContaining("data.labeled must be at least 1, but is 0.")
        .hasMessageContaining("there is no dataset 'task'");
  }

  private static RunConfig read(String yaml, String... settings) {
    return new RunConfigReader(Map.of(), Path.of("")).readText("run.yaml", yaml, List.of(settings));
  }
}
