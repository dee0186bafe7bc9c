package dev.icl.cli;

import dev.icl.core.error.Choices;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl completion}. */
@Command(
    name = "completion",
    description = "Prints a script with which a shell completes commands and options of icl.",
    footer = {
      "",
      "For the shell that is open:   source <(./icl completion bash)",
      "For every bash:               ./icl completion bash >"
          + " ~/.local/share/bash-completion/completions/icl",
      "For every zsh:                echo 'source <(/path/to/icl completion zsh)' >> ~/.zshrc",
      "It completes the command icl, under whatever path it is called."
    })
final class CompletionCommand implements Callable<Integer> {
  /** Shells that the script is written for; zsh runs it in its emulation of bash's completion. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SHELL",
      completionCandidates = Candidates.Shells.class,
      description = "bash or zsh.")
  private String shell;

  @Override
  public Integer call() {
    Shell wanted = Choices.of("SHELL", shell, Shell.values());
    String script = AutoComplete.bash("icl", spec.root().commandLine());
    spec.commandLine()
        .getOut()
        .print("# " + wanted.name().toLowerCase(Locale.ROOT) + " completion of icl\n" + script);
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
