package dev.icl.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.Benchmark;
import dev.icl.bench.matrix.CellCommand;
import dev.icl.bench.matrix.CellFile;
import dev.icl.bench.matrix.CellsApart;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import dev.icl.report.record.CellKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a benchmark for those that start them one by one, as batch systems do.
 *
 * @param config of the benchmark
 * @param folder of the benchmark
 * @param environment of the command
 */
record BenchCells(BenchConfig config, BenchFolder folder, Environment environment) {
  /**
   * A cell in the list.
   *
   * @param id for {@code --cell}
   * @param task {@code timing}, {@code parity} or {@code train}
   * @param state {@code done}, {@code failed}, or {@code open}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Listed(
      String id,
      String task,
      String state,
      String engine,
      String device,
      String method,
      String variant,
      String network,
      int labeled,
      int labelDraw,
      @Nullable Long seed,
      @Nullable Integer repeat) {
    static Listed of(PlannedCell cell, BenchFolder folder) {
      CellKey key = cell.key();
      return new Listed(
          cell.id(),
          cell.task().name().toLowerCase(Locale.ROOT),
          folder
              .outcome(cell)
              .map(CellFile::isDone)
              .map(done -> done ? "done" : "failed")
              .orElse("open"),
          key.engine(),
          key.device(),
          key.method(),
          key.variant(),
          key.network(),
          key.labeled(),
          key.labelDraw(),
          key.seed(),
          key.repeat());
    }
  }

  /** The list in JSON. */
  private record Cells(List<Listed> cells) {}

  /**
   * Lists the cells in their order: one a line, its id, its task and its state between tabulators,
   * or a JSON object. Writes nothing into the folder.
   *
   * @param print the destination
   */
  void list(PrintWriter print, boolean json) {
    List<Listed> cells =
        BenchPlan.of(config).cells().stream().map(cell -> Listed.of(cell, folder)).toList();
    if (json) {
      print.println(Json.indented(new Cells(cells)));
      return;
    }
    cells.forEach(cell -> print.println(String.join("\t", cell.id(), cell.task(), cell.state())));
  }

  /**
   * Runs some cells that are not done.
   *
   * @param ids of them
   * @param command the command that starts a cell's process
   * @param view told of the progress
   * @param stop whether to stop
   * @return the exit code: a failure if a cell has no results
   * @throws dev.icl.core.error.UserException if there is no such cell, or it cannot be run apart
   */
  int run(List<String> ids, CellCommand command, BenchListener view, BooleanSupplier stop)
      throws InterruptedException {
    CellsApart apart = new CellsApart(config, folder);
    List<PlannedCell> cells = ids.stream().distinct().map(apart.plan()::cell).toList();
    cells.forEach(CellsApart::requireApart);
    Benchmark.of(config, folder).check(environment.plugins().get());
    apart.begin(environment.workingDirectory());
    apart.run(cells, environment.home(), command, view, stop);
    boolean done = cells.stream().allMatch(folder::isDone);
    return done ? ExitCode.DONE : ExitCode.FAILURE;
  }

  /** The sentence on the cells at the end, for people. */
  String end(List<String> ids, Path place) {
    BenchPlan plan = BenchPlan.of(config);
    long open = plan.cells().stream().filter(cell -> !folder.isDone(cell)).count();
    Optional<String> failed = ids.stream().filter(id -> !folder.isDone(plan.cell(id))).findFirst();
    String rest =
        "of %s in %s %d are not done."
            .formatted(Counts.of(plan.cells().size(), "cell"), place, open);
    return failed
        .map(id -> "%s has no results: its log.txt says why; %s".formatted(id, rest))
        .orElse("Done; " + rest);
  }
}
