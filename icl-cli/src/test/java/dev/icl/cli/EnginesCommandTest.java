package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.cli.Cli.Outcome;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugin.Availability;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesCommandTest {
  private final EnginePlugin working = mock(EnginePlugin.class);
  private final EnginePlugin broken = mock(EnginePlugin.class);

  EnginesCommandTest() {
    when(working.name()).thenReturn("abacus");
    when(working.probe(any())).thenReturn(new Availability("1.2", List.of("cpu", "gpu:0"), 4));
    when(broken.name()).thenReturn("slide-rule");
    when(broken.probe(any())).thenThrow(new UserException("slide-rule: the cursor is missing."));
  }

  @Test
  void listsWhatCanRunAndWhyTheRestCannot() {
    Outcome outcome = engines();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(
            "abacus       version 1.2, devices cpu gpu:0, 4 threads",
            "slide-rule   cannot run here: slide-rule: the cursor is missing.");
  }

  @Test
  void printsTheSameForPrograms() throws IOException {
    Outcome outcome = engines("--json");

    assertThat(new ObjectMapper().readTree(outcome.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"engines": [
                      {"name": "abacus", "available": true, "version": "1.2",
                       "devices": ["cpu", "gpu:0"], "threads": 4},
                      {"name": "slide-rule", "available": false,
                       "problem": "slide-rule: the cursor is missing."}]}
                    """));
  }

  private Outcome engines(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "engines";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Cli(Path.of("").toAbsolutePath(), () -> EnginePlugins.of(working, broken))
        .run(arguments);
  }
}
