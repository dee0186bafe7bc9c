package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Texts for somebody who does not know the command yet. */
class FirstHelpTest {
  @TempDir Path folder;

  @Test
  void theCommandAloneTellsWhereToBegin() {
    Outcome outcome = new Cli(folder).run();

    assertThat(outcome.code()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("icl train --out runs/first", "icl help lists all commands");
  }

  @Test
  void helpIsThatOfTheOption() {
    Cli cli = new Cli(folder);

    assertThat(cli.run("help").out()).isEqualTo(cli.run("--help").out());
    assertThat(cli.run("help", "train").out()).isEqualTo(cli.run("train", "--help").out());
    assertThat(cli.run("help", "data", "plan").out())
        .isEqualTo(cli.run("data", "plan", "--help").out());
    assertThat(cli.run("help", "trian").err())
        .isEqualTo(
            "icl: there is no command 'trian'; did you mean 'train'? See icl --help."
                + System.lineSeparator());
  }

  @Test
  void aGroupOfCommandsShowsThem() {
    Outcome outcome = new Cli(folder).run("data");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("describe", "check", "convert", "split", "plan");
  }

  /** Each default is told at the end, in one way; a folder is a FOLDER. */
  @Test
  void everyOptionTellsItsDefaultInOneWay() {
    CommandLine root = Cli.commandLine(folder);

    assertThat(root.getSubcommands().values()).isNotEmpty();
    root.getSubcommands().values().forEach(FirstHelpTest::requireOneStyle);
  }

  private static void requireOneStyle(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : spec.options()) {
      String text = String.join(" ", option.description());
      assertThat(text)
          .as(spec.qualifiedName() + " " + option.longestName())
          .doesNotContain("where it is not given", "default: ${DEFAULT-VALUE}.")
          .doesNotContainPattern(Pattern.compile("(?<!\\()[Dd]efault:"))
          .matches("(?s).*[.]");
      if (option.defaultValue() != null) {
        assertThat(text).as(option.longestName()).contains("(default: ");
      }
      assertThat(option.paramLabel()).isNotEqualTo("DIR");
    }
    command.getSubcommands().values().forEach(FirstHelpTest::requireOneStyle);
  }

  @Test
  void engineAndDeviceAreOptionsWhereverAnEngineRuns() {
    CommandLine root = Cli.commandLine(folder);

    for (String command : List.of("train", "evaluate", "predict", "rank", "conformance", "speed")) {
      assertThat(root.getSubcommands().get(command).getCommandSpec().optionsMap())
          .as(command)
          .containsKeys("--engine", "--device");
    }
  }

  @Test
  void engineAndDeviceCountMoreThanOtherSettings() {
    Outcome outcome =
        new Cli(folder)
            .train("run", "--set", "engine=tensorflow", "--engine", "pytroch", "--device", "cpu");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("'pytroch'", "did you mean 'pytorch'?");
  }

  @Test
  void quietLeavesResultsAndErrors() {
    Cli cli = new Cli(folder);

    Outcome trained = cli.train("run", "--quiet");
    Outcome refused = cli.train("run", "-q");

    assertThat(trained.err()).isEmpty();
    assertThat(trained.out()).contains("Trained icl for 2 iterations", "Results are in ");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).hasLineCount(1).contains("already holds a training");
  }

  @Test
  void aNetworkThatLearnedNothingIsCalledSo() {
    Cli cli = new Cli(folder);

    assertThat(cli.train("run", "-q").out())
        .contains("This network segments nothing: it predicts almost only background")
        .doesNotContain("Best validation Dice");
    assertThat(cli.run("evaluate", "--checkpoint", folder.resolve("run").toString()).out())
        .contains("This network segments nothing: ");
  }

  @Test
  void completionIsAScriptThatBashRuns() throws IOException, InterruptedException {
    Outcome outcome = new Cli(folder).run("completion", "bash");
    Path script = Files.writeString(folder.resolve("icl.bash"), outcome.out());
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");

    assertThat(complete(script, "tr")).contains("train");
    assertThat(complete(script, "train --allow-c")).contains("--allow-changes");
    assertThat(new Cli(folder).run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(new Cli(folder).run("completion", "fish").err())
        .startsWith("SHELL: there is no choice 'fish'");
  }

  private static String complete(Path script, String typed)
      throws IOException, InterruptedException {
    String words = "icl " + typed;
    int last = words.split(" ").length - 1;
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_icl; echo \"${COMPREPLY[@]}\""
                    .formatted(script, words, last))
            .redirectErrorStream(true)
            .start();
    String text = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return text;
  }
}
