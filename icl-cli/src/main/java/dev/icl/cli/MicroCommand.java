package dev.icl.cli;

import dev.icl.app.run.RunFolder;
import dev.icl.bench.micro.MicroMeasurement;
import dev.icl.bench.micro.MicroReport;
import dev.icl.bench.micro.MicroRow;
import dev.icl.bench.micro.MicroSettings;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.error.NearestName;
import dev.icl.core.error.OutOfRange;
import dev.icl.core.error.UserException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl micro}. */
@Command(
    name = "micro",
    description =
        "Times the operations and blocks that carry the time, one by one, on every engine: convolution"
            + " stages, class decoders, losses, updates, transfers.",
    footer = {
      "",
      "Every piece runs under JMH in a JVM of its own, with the sizes of an ICL step of 16 images of"
          + " 128×128, or where its name begins with volume- of 2 volumes of 48×48×48.",
      "Examples:",
      "  icl micro                                  everything, in about eight minutes",
      "  icl micro --engines pytorch --only conv-1,sgd-dense",
      "                                             two pieces on one engine",
      "docs/benchmarks.md says how each figure comes about."
    })
final class MicroCommand implements Callable<Integer> {
  private static final int LONGEST = 3600;
  private static final int MOST_THREADS = 1024;

  private final Environment environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "NAME",
      description = "Engines, joined by commas (default: all on the class path).")
  private List<String> engines;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PIECE",
      description = "Pieces, joined by commas (default: all).")
  private List<String> only;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = "cpu, gpu, gpu:N or auto (default: ${DEFAULT-VALUE}).")
  private String device;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Native threads, 0 for one per processor (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long a piece runs before it is timed (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      defaultValue = "4",
      description = "How long a piece is timed (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Also write micro.json and micro.md into this folder.")
  private Path out;

  @Mixin private JsonOption json;

  MicroCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    OutOfRange.refuse("--warm-up", warmUp, 1, LONGEST);
    OutOfRange.refuse("--seconds", seconds, 1, LONGEST);
    OutOfRange.refuse("--threads", threads, 0, MOST_THREADS);
    MicroSettings settings =
        new MicroSettings(chosenEngines(), device, threads, chosenPieces(), warmUp, seconds);
    PrintWriter err = spec.commandLine().getErr();
    MicroReport report =
        new MicroMeasurement(settings).run(piece -> err.println("timing " + piece));
    if (out != null) {
      RunFolder.write(out.resolve("micro.json"), report.toJson() + "\n");
      RunFolder.write(out.resolve("micro.md"), report.toTable());
    }
    PrintWriter print = spec.commandLine().getOut();
    print.print(json.wanted() ? report.toJson() + "\n" : report.toTable());
    print.flush();
    boolean failed = report.rows().stream().map(MicroRow::reason).anyMatch(r -> r != null);
    return failed ? ExitCode.FAILURE : ExitCode.DONE;
  }

  private List<String> chosenEngines() {
    if (engines == null) {
      return environment.plugins().get().all().stream().map(EnginePlugin::name).toList();
    }
    engines.forEach(name -> environment.plugins().get().select(name));
    return engines;
  }

  private List<String> chosenPieces() {
    List<String> all = MicroSettings.allPieces();
    if (only == null) {
      return all;
    }
    for (String piece : only) {
      if (!all.contains(piece)) {
        String question = NearestName.question(piece, all);
        throw new UserException(
            "--only: there is no piece '%s'%s"
                .formatted(
                    piece,
                    question.isEmpty()
                        ? "; use some of " + String.join(", ", all) + "."
                        : question));
      }
    }
    return only;
  }
}
