package dev.icl.cli;

import dev.icl.core.engine.EnginePlugins;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Runs {@code icl} inside the test, as the launcher would from the given folder. */
record Cli(Path folder, Supplier<EnginePlugins> plugins) {
  /** A clock on which nothing takes so long that progress is shown, however busy the machine is. */
  private static final LongSupplier STANDING = () -> 0;

  Cli(Path folder) {
    this(folder, EnginePlugins::discover);
  }

  Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = commandLine(out, err).execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** The command line, to look at. */
  static CommandLine commandLine(Path folder) {
    return new Cli(folder).commandLine(new StringWriter(), new StringWriter());
  }

  private CommandLine commandLine(StringWriter out, StringWriter err) {
    Path home = Path.of("").toAbsolutePath().getParent();
    Environment environment =
        new Environment(
            Map.of(),
            folder,
            home,
            plugins,
            new PluginPath("", folder),
            OptionalInt.empty(),
            STANDING);
    return IclCommand.commandLine(
        environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  /** Two steps of a very small network, on the processor, with the given options added. */
  Outcome train(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--out",
                folder.resolve(out).toString(),
                "--set",
                "threads=1",
                "--set",
                "device=cpu",
                "--set",
                "method={heads: [2, 1]}",
                "--set",
                "network={channels: [2, 4, 8, 8], dropout: [0, 0, 0, 0]}",
                "--set",
                "train={iterations: 2, labeled_batch: 1, unlabeled_batch: 1, patch: [16, 16]}"));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  /**
   * Some seconds of training, after which no class of the phantom is missed: what is equal then is
   * not equal because both are 0.
   */
  Outcome trainUntilEveryClassIsFound(String out, String... more) {
    List<String> longer =
        new ArrayList<>(
            List.of(
                "--set",
                "method.name=supervised",
                "--set",
                "network={channels: [4, 8, 8, 8]}",
                "--set",
                "data.augment=none",
                "--set",
                "train={iterations: 150, labeled_batch: 4, unlabeled_batch: 4, patch: [32, 32],"
                    + " learning_rate: 0.2}"));
    longer.addAll(List.of(more));
    return train(out, longer.toArray(String[]::new));
  }

  /** The exit code and the texts on the terminal. */
  record Outcome(int code, String out, String err) {}
}
