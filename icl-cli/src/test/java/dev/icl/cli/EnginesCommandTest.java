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
import dev.icl.core.engine.GpuSupport;
import dev.icl.core.engine.GpuSupport.Gpu;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesCommandTest {
  private final EnginePlugin working = mock(EnginePlugin.class);
  private final EnginePlugin plain = mock(EnginePlugin.class);
  private final EnginePlugin broken = mock(EnginePlugin.class);

  EnginesCommandTest() {
    when(working.name()).thenReturn("abacus");
    GpuSupport gpu =
        new GpuSupport(
            "550.54.15",
            "12.9",
            null,
            List.of(new Gpu("gpu:0", "Wooden Frame", "9.0", 85_899_345_920L)),
            null);
    when(working.probe(any())).thenReturn(Availability.of("1.2", gpu, 4));
    when(plain.name()).thenReturn("fingers");
    when(plain.probe(any()))
        .thenReturn(Availability.of("10", GpuSupport.none("they end at the wrist"), 2));
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
            "             driver 550.54.15, CUDA 12.9",
            "             gpu:0 Wooden Frame, compute capability 9.0, 80.0 GiB",
            "fingers      version 10, devices cpu, 2 threads",
            "             no GPU: they end at the wrist",
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
                       "devices": ["cpu", "gpu:0"], "threads": 4,
                       "gpu": {"driver": "550.54.15", "cuda": "12.9", "cudnn": null,
                         "gpus": [{"device": "gpu:0", "model": "Wooden Frame",
                           "capability": "9.0", "memory": 85899345920}],
                         "problem": null}},
                      {"name": "fingers", "available": true, "version": "10",
                       "devices": ["cpu"], "threads": 2,
                       "gpu": {"driver": null, "cuda": null, "cudnn": null, "gpus": [],
                         "problem": "they end at the wrist"}},
                      {"name": "slide-rule", "available": false,
                       "problem": "slide-rule: the cursor is missing."}]}
                    """));
  }

  private Outcome engines(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "engines";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return new Cli(Path.of("").toAbsolutePath(), () -> EnginePlugins.of(working, plain, broken))
        .run(arguments);
  }
}
