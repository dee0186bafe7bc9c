package dev.icl.app.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.modules.method.Methods;
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
      """;

  @Test
  void theNamesAreToldAndNotTheKeysThatOnlyThePluginsKnow() {
    assertThatThrownBy(() -> read(CONFIG))
        .isInstanceOf(UserException.class)
        .hasMessage(
            """
            2 problems in the configuration:
              run.yaml, line 2, column 17: network.name: there is no network 'tiny', known are unet2d; use one of them, or name the jar of the plugin that has it with --class-path.
              run.yaml, line 1, column 16: method.name: there is no method 'pseudo-labels', known are METHODS; use one of them, or name the jar of the plugin that has it with --class-path."""
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

  private static void read(String yaml) {
    new RunConfigReader(Map.of(), Path.of("")).readText("run.yaml", yaml, List.of());
  }
}
