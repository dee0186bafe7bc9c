package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Texts for somebody who does not know the command yet. */
class FirstHelpTest {
  private static final Path BASH = Path.of("/bin/bash");
  private static final Path ZSH = Path.of("/bin/zsh");

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
  void completionIsAScriptOfEachShell() {
    assertThat(new Cli(folder).run("completion", "bash").out()).startsWith("# bash completion");
    assertThat(new Cli(folder).run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(new Cli(folder).run("completion", "fish").err())
        .startsWith("SHELL: there is no choice 'fish'");
  }

  @ParameterizedTest
  @CsvSource({
    "tr, train",
    "train --allow-c, --allow-changes",
    "data pl, plan",
    "evaluate --split t, test",
    "completion z, zsh"
  })
  void bashCompletes(String typed, String whole) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(BASH), "there is no bash");
    String words = "icl " + typed;
    int last = words.split(" ").length - 1;

    String text =
        said(
            BASH,
            "-c",
            "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_icl; echo \"${COMPREPLY[@]}\""
                .formatted(script("bash"), words, last));

    assertThat(text).contains(whole);
  }

  /** A zsh in a terminal of its own, in which somebody types and presses the tabulator. */
  @ParameterizedTest
  @CsvSource({
    "tr, icl train",
    "train --allow-c, icl train --allow-changes",
    "data pl, icl data plan",
    "evaluate --split t, icl evaluate --split test",
    "completion z, icl completion zsh"
  })
  void zshCompletes(String typed, String whole) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(ZSH), "there is no zsh");
    Path typing =
        Files.writeString(
            folder.resolve("typing.zsh"),
            """
            zmodload zsh/zpty || exit 3
            zpty shell zsh -f -i
            zpty -w shell "PS1='> '; source '%s'; print loa''ded"
            zpty -r shell text '*loaded*'
            zpty -w -n shell $'icl %s\\t'
            zpty -r shell text '*%s*'
            print -r -- $text
            zpty -d shell
            """
                .formatted(script("zsh"), typed, whole));

    assertThat(said(ZSH, "-f", typing.toString())).contains(whole);
  }

  private Path script(String shell) throws IOException {
    return Files.writeString(
        folder.resolve("icl." + shell), new Cli(folder).run("completion", shell).out());
  }

  /** The output of a shell; nothing if it waits for what does not come. */
  private String said(Path shell, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(shell.toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("TERM", "dumb");
    builder.environment().put("ZDOTDIR", folder.toString());
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }
}
