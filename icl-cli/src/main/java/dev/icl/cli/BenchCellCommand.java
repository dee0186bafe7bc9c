package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.bench.cell.CellContext;
import dev.icl.bench.cell.CellProcess;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.CellCommand;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code icl bench-cell}: what {@code icl bench} starts for each of its cells. It ends with the
 * standard input, which is how it learns of its parent's end.
 */
@Command(
    name = "bench-cell",
    hidden = true,
    description = "Does one cell of a benchmark, as icl bench has it done.",
    footer = {
      "",
      "Reads FOLDER/bench.yaml and writes the cell's folder. Ends, with everything saved, with its"
          + " standard input:",
      "by hand, keep that open, as in sleep infinity | icl bench-cell --out FOLDER --cell ID."
    })
final class BenchCellCommand implements Callable<Integer> {
  private static final long PROGRESS_NANOS = 250_000_000;

  private final IclCommand root;
  private final Environment environment;
  private final InputStream input;
  private final AtomicBoolean parentGone = new AtomicBoolean();
  private long told;

  @Spec private CommandSpec spec;
  @Mixin private DownloadOption download;

  @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "The benchmark.")
  private Path out;

  @Option(names = "--cell", paramLabel = "ID", required = true, description = "The cell's id.")
  private String id;

  BenchCellCommand(IclCommand root, Environment environment, InputStream input) {
    this.root = root;
    this.environment = environment;
    this.input = input;
  }

  @Override
  public Integer call() {
    try {
      return work();
    } catch (RuntimeException | OutOfMemoryError e) {
      // the log may go on after the sentence: with where it happened, or with a library's words
      String reason =
          e instanceof UserException mistake
              ? mistake.getMessage()
              : "Unexpected failure: " + Failures.reason(e);
      spec.commandLine().getOut().println(CellCommand.FAILED + reason.replaceAll("\\R\\s*", " "));
      throw e;
    }
  }

  private int work() {
    BenchFolder folder = new BenchFolder(out);
    BenchConfig config =
        new BenchConfigReader(Map.of(), environment.workingDirectory())
            .read(folder.config(), List.of());
    PlannedCell cell = BenchPlan.of(config).cell(id);
    boolean atOnce = cell.task() == PlannedCell.Task.TIMING;
    Thread watch = new Thread(() -> awaitEnd(atOnce), "standard input");
    watch.setDaemon(true);
    watch.start();
    if (atOnce) {
      // half a measurement is worth nothing
      return run(folder, config, cell, parentGone::get);
    }
    PrintWriter err = spec.commandLine().getErr();
    try (StopSignals signals =
        StopSignals.noted(name -> err.println(name + ": the step is finished, the state saved."))) {
      return run(folder, config, cell, () -> parentGone.get() || signals.requested());
    }
  }

  private int run(BenchFolder folder, BenchConfig config, PlannedCell cell, BooleanSupplier stop) {
    PrintWriter err = spec.commandLine().getErr();
    CellContext context =
        new CellContext(
            folder,
            cell,
            environment.plugins().get(),
            new Permissions(download.allowed(), root.verbose()),
            environment.home(),
            this::progress,
            new Progress(err, OptionalInt.empty(), Style.PLAIN, environment.nanoTime()),
            err::println,
            stop);
    boolean ended = new CellProcess(context).run(config.bench().timing());
    return ended ? ExitCode.DONE : CellCommand.STOPPED;
  }

  private void progress(double share) {
    long now = environment.nanoTime().getAsLong();
    if (told == 0 || now - told >= PROGRESS_NANOS) {
      told = now;
      spec.commandLine().getOut().println(Texts.format("progress %.4f", Math.min(share, 1)));
    }
  }

  private void awaitEnd(boolean atOnce) {
    try {
      while (input.read() >= 0) {
        // nothing is said that way
      }
    } catch (IOException e) {
      // it is gone all the same
    }
    parentGone.set(true);
    if (atOnce) {
      Runtime.getRuntime().halt(CellCommand.STOPPED);
    }
  }
}
