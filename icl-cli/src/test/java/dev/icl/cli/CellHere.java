package dev.icl.cli;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.bench.cell.CellContext;
import dev.icl.bench.cell.CellProcess;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.engine.EnginePlugins;
import java.nio.file.Path;

/** A cell of a benchmark run inside the test, not in a process of its own. */
final class CellHere {
  private CellHere() {}

  /** Whether the cell came to its end. */
  static boolean run(Path home, BenchFolder bench, PlannedCell cell, BenchConfig config) {
    CellContext context =
        new CellContext(
            bench,
            cell,
            EnginePlugins.discover(),
            Permissions.NONE,
            home,
            share -> {},
            step -> {},
            warning -> {},
            () -> false);
    return new CellProcess(context).run(config.bench().timing());
  }
}
