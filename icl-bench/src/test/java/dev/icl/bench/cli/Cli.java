package dev.icl.bench.cli;

import dev.icl.core.engine.EnginePlugins;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Runs {@code icl} inside the test, as the launcher would from the given folder. */
record Cli(Path folder, Supplier<EnginePlugins> plugins) {
  Cli(Path folder) {
    this(folder, EnginePlugins::discover);
  }

  Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path home = Path.of("").toAbsolutePath().getParent();
    Environment environment = new Environment(Map.of(), folder, home, plugins, OptionalInt.empty());
    int code =
        IclCommand.commandLine(environment, new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  /** What the user sees. */
  record Outcome(int code, String out, String err) {}
}
