package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.engine.EnginePlugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandGroupTest {
  private static final int ALL = Runtime.getRuntime().availableProcessors();

  @Test
  void processesThatAreStartedHereShareTheProcessors() {
    assertThat(group("--ranks", "2").threads(0)).isEqualTo(Math.max(1, ALL / 2));
    assertThat(group("--ranks", "1000").threads(0)).isEqualTo(1);
  }

  /** 0 stands for all that the process sees. */
  @Test
  void aProcessThatSomebodyElseStartsTakesWhatItSees() {
    assertThat(group("--ranks", "2", "--rank", "1", "--join", "node1:29500").threads(0)).isZero();
    assertThat(group().threads(0)).isZero();
  }

  @Test
  void threadsThatAreAskedForAreThoseOfEachProcess() {
    assertThat(group("--ranks", "2").threads(ALL + 1)).isEqualTo(ALL + 1);
  }

  private static CommandGroup group(String... options) {
    Path here = Path.of("");
    Environment environment =
        new Environment(
            Map.of(),
            here,
            here,
            EnginePlugins::discover,
            new PluginPath("", here),
            OptionalInt.empty(),
            () -> 0);
    RanksOptions ranks = CommandLine.populateCommand(new RanksOptions(), options);
    return new CommandGroup(ranks, environment, List.of(), notice -> {});
  }
}
