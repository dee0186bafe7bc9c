package dev.icl.cli;

import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.BenchNeeds;
import dev.icl.bench.matrix.Benchmark;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.report.BenchReport;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl bench}. */
@Command(
    name = "bench",
    description = {
      "Compares engines, methods and networks on one pipeline: speed, memory, accuracy, parity.",
      "",
      "Every point of the matrix engine × device × method × network × labelled patients × drawing × seed is a"
          + " cell, which runs in a JVM of its own. Timings run alone and in turns (A B, B A);"
          + " trainings, one thread each, run side by side.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  icl bench                                      both engines on phantoms, in minutes",
      "  icl bench --resume                             continue where that was interrupted",
      "  icl bench --config configs/bench-acdc.yaml --set data.root=ACDC --out runs/acdc",
      "  icl bench --engines pytorch --methods icl --seeds 1,2,3 --out runs/seeds",
      "  icl bench --set bench.accuracy=false --devices cpu,gpu --out runs/speed",
      "  icl bench --config FILE --out FOLDER --list    the cells, for a batch system (docs/cluster.md)",
      "  icl bench --config FILE --out FOLDER --cell train-pytorch-cpu-icl-unet2d-l1-s1",
      "",
      "Writes report.html, report.md, csv/, bench.json (docs/bench.schema.json), and cells/ID with"
          + " everything a cell left: one that trains has the files of icl train and icl evaluate;"
          + " log.txt is what its process said.",
      "A cell that fails is a row with its reason, and the others go on; --resume tries it again.",
      "Ctrl-C or SIGTERM: the trainings save their state; --resume repeats no cell that is done.",
      "Exit code: 0 if the matrix is complete, even if some cells failed (the last line counts them)"
          + " but not if all did; 1 if it was stopped before that; 2 for a mistake.",
      "docs/benchmarks.md says how each figure comes about."
    })
final class BenchCommand implements Callable<Integer> {
  private static final Path DEFAULT_OUT = Path.of("runs", "bench");

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;
  @Mixin private BenchAxes axes;
  @Mixin private JsonOption json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The benchmark in YAML: the keys of a training's configuration and a section bench"
              + " (default: configs/bench-quick.yaml).")
  private Path config;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where everything goes (default: runs/bench).")
  private Path out;

  @Option(
      names = "--resume",
      description =
          "Go on with the benchmark in the folder; its own bench.yaml says what is left. With"
              + " --config, start where the folder holds nothing yet.")
  private boolean resume;

  @Option(
      names = "--list",
      description =
          "List the cells and run none: id, task (timing, parity, train) and state (open, done,"
              + " failed) between tabulators; with --json an object for programs to read.")
  private boolean list;

  @Option(
      names = "--cell",
      paramLabel = "ID",
      description =
          "Run this cell alone, or several, while other processes may run others into the same"
              + " folder. icl bench --resume or icl report puts all together.")
  private List<String> cells = new ArrayList<>();

  @Option(
      names = "--json-progress",
      description = "Print progress for programs to read: one JSON object a line.")
  private boolean jsonProgress;

  BenchCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    BenchFolder folder = new BenchFolder(environment.workingDirectory().resolve(place()));
    if (list) {
      new BenchCells(given(folder), folder, environment)
          .list(spec.commandLine().getOut(), json.wanted());
      return ExitCode.DONE;
    }
    if (!cells.isEmpty()) {
      return apart(folder);
    }
    Benchmark benchmark = plan(folder);
    benchmark.check(environment.plugins().get());
    BenchNeeds needs = benchmark.needs();
    PrintWriter err = spec.commandLine().getErr();
    if (resume && !Files.exists(folder.config())) {
      err.println(place() + " holds no benchmark yet: it begins at its start.");
    }
    BenchListener view = view();
    err.println("Estimate: " + needs.text() + "; the time is estimated once cells have ended.");
    needs.warning().ifPresent(err::println);
    try (StopSignals signals = StopSignals.noted(name -> err.println(stopping(name)))) {
      Optional<BenchRecord> record =
          benchmark.run(environment.home(), jvm(folder), view, signals::requested);
      if (record.isEmpty()) {
        root.errors()
            .println(
                "Stopped; the state of every cell is saved. To continue: icl bench --resume --out "
                    + place());
        return ExitCode.FAILURE;
      }
      BenchReport.write(record.get(), folder.path());
      return conclude(record.get(), view);
    }
  }

  private BenchListener view() {
    return jsonProgress
        ? new BenchJsonLines(spec.commandLine().getOut())
        : new BenchView(
            spec.commandLine().getErr(), environment.terminalColumns(), environment.nanoTime());
  }

  private CellJvm jvm(BenchFolder folder) {
    List<String> more = new ArrayList<>();
    if (download.allowed()) {
      more.add("--allow-download");
    }
    if (root.verbose()) {
      more.add("--verbose");
    }
    return new CellJvm(folder, more);
  }

  /** Some cells alone. */
  private int apart(BenchFolder folder) throws InterruptedException {
    BenchCells some = new BenchCells(given(folder), folder, environment);
    PrintWriter err = spec.commandLine().getErr();
    try (StopSignals signals = StopSignals.noted(name -> err.println(stopping(name)))) {
      int code = some.run(cells, jvm(folder), view(), signals::requested);
      PrintWriter print =
          code == ExitCode.DONE && !jsonProgress ? spec.commandLine().getOut() : err;
      print.println(some.end(cells, place()));
      return code;
    }
  }

  private Path place() {
    return out == null ? DEFAULT_OUT : out;
  }

  private static String stopping(String signal) {
    return System.lineSeparator()
        + signal
        + ": the running cells save their state; a second signal ends them at once.";
  }

  private Benchmark plan(BenchFolder folder) {
    boolean begun = Files.exists(folder.config());
    if (!resume) {
      if (begun || Files.exists(folder.record()) || !isEmpty(folder.path())) {
        throw new UserException(
            "--out: %s exists already; add --resume to continue its benchmark, or name another folder with --out."
                .formatted(place()));
      }
      return Benchmark.of(read(file()), folder);
    }
    if (!begun) {
      return Benchmark.of(readForNothingYet(folder.path()), folder);
    }
    return Benchmark.resumed(kept(folder), given(folder), folder);
  }

  private BenchConfig kept(BenchFolder folder) {
    return new BenchConfigReader(Map.of(), environment.workingDirectory())
        .read(folder.config(), List.of());
  }

  /**
   * The configuration that the options name; where they name none, the one that the benchmark in
   * the folder was begun with.
   */
  private BenchConfig given(BenchFolder folder) {
    if (!Files.exists(folder.config())) {
      return read(file());
    }
    boolean asked = config != null || !options.settings().isEmpty() || !axes.settings().isEmpty();
    return asked ? read(config == null ? folder.config() : file()) : kept(folder);
  }

  /**
   * Reads the configuration for a folder without a benchmark; a mistyped one must not begin the
   * default.
   */
  private BenchConfig readForNothingYet(Path path) {
    if (!isEmpty(path)) {
      throw new UserException(
          "--resume: %s holds no benchmark to continue; name the folder of one with --out."
              .formatted(place()));
    }
    if (config == null) {
      throw new UserException(
          "--resume: %s holds nothing to continue yet; name the folder of a benchmark with --out, or say with --config what to start there."
              .formatted(place()));
    }
    return read(file());
  }

  /** A benchmark that ended before it wrote its settings leaves hidden files alone. */
  private static boolean isEmpty(Path folder) {
    String[] names = folder.toFile().list();
    return names == null
        ? !Files.exists(folder)
        : Stream.of(names).allMatch(name -> name.startsWith("."));
  }

  private Path file() {
    return config == null
        ? environment.home().resolve("configs").resolve("bench-quick.yaml")
        : environment.workingDirectory().resolve(config);
  }

  private BenchConfig read(Path file) {
    List<String> settings = new ArrayList<>(options.settings());
    settings.addAll(axes.settings());
    return new BenchConfigReader(environment.variables(), environment.workingDirectory())
        .read(file, settings);
  }

  private int conclude(BenchRecord record, BenchListener view) {
    long failed =
        record.cells().stream().filter(c -> c.status() == Cell.Status.FAILED).count()
            + record.parity().stream().filter(p -> p.status() == Cell.Status.FAILED).count();
    int rows = record.cells().size() + record.parity().size();
    PrintWriter print = jsonProgress ? spec.commandLine().getErr() : spec.commandLine().getOut();
    print.println(
        failed == 0
            ? Texts.format(
                "All %s and %s of engines are done.",
                Counts.of(record.cells().size(), "cell"),
                Counts.of(record.parity().size(), "comparison"))
            : Texts.format(
                "%d of %d cells and comparisons of engines failed; %s/bench.json says why, and"
                    + " --resume tries them again.",
                failed, rows, place()));
    print.println("The report is " + place().resolve(BenchReport.HTML) + ".");
    if (view instanceof BenchJsonLines lines) {
      lines.end(rows, (int) failed, place());
    }
    return rows > 0 && failed == rows ? ExitCode.FAILURE : ExitCode.DONE;
  }
}
