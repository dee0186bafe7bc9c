package dev.icl.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code icl help}. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Shows the help of a command, as its option --help does.")
final class HelpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, as train or data plan (default: icl itself).")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    CommandLine command = spec.parent().commandLine();
    for (String name : names) {
      CommandLine child = command.getSubcommands().get(name);
      if (child == null) {
        throw new UnmatchedArgumentException(command, List.of(name));
      }
      command = child;
    }
    command.usage(spec.commandLine().getOut());
    return ExitCode.DONE;
  }
}
