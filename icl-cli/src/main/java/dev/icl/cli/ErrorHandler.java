package dev.icl.cli;

import dev.icl.core.error.MemoryShortage;
import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into a sentence and an exit code. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final IclCommand root;

  ErrorHandler(IclCommand root) {
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String sentence =
        e instanceof UnmatchedArgumentException u ? unmatched(u) : String.valueOf(e.getMessage());
    String end = sentence.endsWith("?") ? " See " : "; see ";
    root.errors().println(name + ": " + sentence + end + name + " --help.");
    return ExitCode.MISTAKE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Exception e = MemoryShortage.of(failure).map(Exception.class::cast).orElse(failure);
    PrintWriter err = root.errors();
    if (!(e instanceof UserException)) {
      Failures.print(e, root.verbose(), err);
      return ExitCode.FAILURE;
    }
    err.println(e.getMessage());
    if (root.verbose()) {
      e.printStackTrace(err);
    }
    err.flush();
    return ExitCode.MISTAKE;
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    CommandLine command = e.getCommandLine();
    if (argument.startsWith("-")) {
      List<String> options =
          command.getCommandSpec().options().stream().map(o -> o.longestName()).toList();
      return "there is no option '" + argument + "'" + NearestName.question(argument, options);
    }
    if (!command.getSubcommands().isEmpty()) {
      return "there is no command '"
          + argument
          + "'"
          + NearestName.question(argument, command.getSubcommands().keySet());
    }
    return "the argument '" + argument + "' belongs to no option";
  }
}
