package dev.icl.cli;

import dev.icl.core.error.UserException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "icl",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Trains segmentation networks on scans of which only a few are labelled, with Inherent"
          + " Consistent Learning.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  icl bench                          compare engines and methods on phantoms, with a report",
      "  icl engines                        what this machine can compute with",
      "  icl list                           methods, networks, datasets and formats, with plugins",
      "  icl train --out runs/first         train on drawn phantoms, without any data",
      "  icl train --out runs/base --set method.name=supervised",
      "                                     the same without the unlabelled scans, to compare",
      "  icl train --config configs/acdc-unet2d-icl.yaml --set data.root=ACDC --out runs/acdc",
      "                                     the published recipe on the ACDC scans in the folder ACDC",
      "  icl train --resume --out runs/acdc continue where a training was interrupted",
      "  icl evaluate --checkpoint runs/first --out runs/first/val",
      "                                     every score of every validation case and class",
      "  icl compare runs/base/val runs/first/val",
      "                                     whether the second is better, with tests and intervals",
      "  icl predict --checkpoint runs/first scans --out labels",
      "                                     a label map of every scan in the folder scans",
      "  icl rank --checkpoint runs/first scans --top 10",
      "                                     which of them to annotate next",
      "  icl serve --checkpoint runs/first  the same for other programs, over HTTP on this machine",
      "  icl export --checkpoint runs/first --out model",
      "                                     the network alone, as a TensorFlow SavedModel",
      "  icl curves runs/first runs/base --out curves.png",
      "                                     their losses and validation Dice in one picture",
      "  icl report runs --out runs/report  all trainings in the folder runs in one report",
      "  icl view runs/first                its scored cases, slice by slice, as a page for browsers",
      "  icl data check ACDC                what is in a folder of scans, and what is wrong with it",
      "  icl speed                          how fast steps and data are here, in what memory",
      "  icl micro                          the time of every operation and block of a step",
      "",
      "icl help COMMAND describes a command. icl completion bash|zsh completes them in the shell.",
      "Any key of the configuration is set with --set key=value, as --set train.iterations=1000.",
      "ICL_ENGINE and ICL_DEVICE in the environment set engine and device; ICL_CLASS_PATH names jars",
      "of plugins, as --class-path does; ICL_SERVE_TOKEN holds the secret of icl serve. NO_COLOR turns",
      "colours off.",
      "Exit codes: 0 done, 2 a mistake in what was asked for (one sentence says which), 1 otherwise."
    })
final class IclCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show log messages, and stack traces with errors.")
  private boolean verbose;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Show neither progress nor notices; results and errors are shown.")
  private boolean quiet;

  private @Nullable PrintWriter errors;

  @Option(
      names = "--class-path",
      paramLabel = "JARS",
      scope = ScopeType.INHERIT,
      description =
          "Jars and folders of classes with networks, methods, datasets, engines or file formats,"
              + " joined as in Java's class path; ICL_CLASS_PATH adds more.")
  private String classPath;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the versions of this program, Java and the system.")
  private boolean version;

  boolean verbose() {
    return verbose;
  }

  /** The root of the command line that a command belongs to. */
  static IclCommand of(CommandSpec command) {
    return (IclCommand) command.root().userObject();
  }

  boolean quiet() {
    return quiet;
  }

  /** Receives what went wrong, which {@code --quiet} does not silence. */
  PrintWriter errors() {
    return Objects.requireNonNull(errors, "the command line is not made yet");
  }

  @Override
  public void run() {
    spec.commandLine().getOut().print(Overview.text());
    spec.commandLine().getOut().flush();
  }

  private void checkPlugins(Environment environment, CommandLine line) {
    try {
      environment.pluginPath().check(classPath);
    } catch (UserException e) {
      throw new ExecutionException(line, e.getMessage(), e);
    }
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine(Environment environment, PrintWriter out, PrintWriter err) {
    IclCommand root = new IclCommand();
    root.errors = err;
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new EnginesCommand(root, environment))
            .addSubcommand(new ListCommand())
            .addSubcommand(new TrainCommand(root, environment))
            .addSubcommand(new EvaluateCommand(root, environment))
            .addSubcommand(new CompareCommand())
            .addSubcommand(new PredictCommand(root, environment))
            .addSubcommand(new RankCommand(root, environment))
            .addSubcommand(new ServeCommand(root, environment))
            .addSubcommand(new ExportCommand(root, environment))
            .addSubcommand(DataCommand.commandLine(environment))
            .addSubcommand(new ConformanceCommand(root, environment))
            .addSubcommand(new CurvesCommand())
            .addSubcommand(new ReportCommand(environment.workingDirectory()))
            .addSubcommand(new ViewCommand(root, environment))
            .addSubcommand(new SpeedCommand(root, environment))
            .addSubcommand(new BenchCommand(root, environment))
            .addSubcommand(new BenchCellCommand(root, environment, System.in))
            .addSubcommand(new MicroCommand(environment))
            .addSubcommand(new CompletionCommand())
            .addSubcommand(new HelpCommand())
            .setOut(out)
            .setErr(err)
            .setUsageHelpWidth(100)
            .setExpandAtFiles(false)
            .setAbbreviatedOptionsAllowed(false);
    ErrorHandler errors = new ErrorHandler(root);
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    line.setExecutionStrategy(
        parsed -> {
          if (root.verbose) {
            Configurator.setAllLevels("", Level.INFO);
          }
          if (root.quiet) {
            line.setErr(new PrintWriter(Writer.nullWriter()));
          }
          if (parsed.asCommandLineList().stream().noneMatch(CommandLine::isUsageHelpRequested)) {
            root.checkPlugins(environment, line);
          }
          return new CommandLine.RunLast().execute(parsed);
        });
    return line;
  }
}
