package dev.icl.cli;

import dev.icl.app.config.RunConfigReader;
import dev.icl.core.engine.EnginePlugins;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The world around the command line.
 *
 * @param variables of the process
 * @param workingDirectory the folder that relative paths start from
 * @param home the folder of the project, with {@code configs}
 * @param plugins finds the engines there are
 * @param pluginPath what the user adds to the class path
 * @param terminalColumns the width of the terminal that shows errors and progress; empty where they
 *     go to a file or a pipe
 * @param nanoTime the clock of progress, as {@link System#nanoTime}
 */
record Environment(
    Map<String, String> variables,
    Path workingDirectory,
    Path home,
    Supplier<EnginePlugins> plugins,
    PluginPath pluginPath,
    OptionalInt terminalColumns,
    LongSupplier nanoTime) {

  /**
   * The environment of this process, with what the launcher tells in {@code icl.home}, {@code
   * icl.class.path}, {@code icl.columns}.
   */
  static Environment ofProcess() {
    Integer columns = Integer.getInteger("icl.columns");
    Path workingDirectory = Path.of("").toAbsolutePath();
    return new Environment(
        System.getenv(),
        workingDirectory,
        Path.of(System.getProperty("icl.home", "")).toAbsolutePath(),
        EnginePlugins::discover,
        new PluginPath(System.getProperty("icl.class.path", ""), workingDirectory),
        columns == null ? OptionalInt.empty() : OptionalInt.of(columns),
        System::nanoTime);
  }

  /** Colours where a terminal shows them. */
  Style style() {
    return Style.of(variables, terminalColumns);
  }

  RunConfigReader configReader() {
    return new RunConfigReader(variables, workingDirectory);
  }

  /** The configuration that {@code icl train} takes where none is named. */
  Path quickstart() {
    return home.resolve("configs").resolve("quickstart.yaml");
  }
}
