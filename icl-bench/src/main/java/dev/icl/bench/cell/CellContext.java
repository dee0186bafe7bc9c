package dev.icl.bench.cell;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.modules.train.TrainingListener;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * The environment of a cell's process.
 *
 * @param folder of the benchmark
 * @param cell the cell to run
 * @param plugins the engines to choose from
 * @param permissions permissions of the engine beyond computing
 * @param home the top of the project
 * @param progress told the share that is done, up to 1
 * @param steps told of every step of a training
 * @param warnings told, in sentences, of what the user should know
 * @param stop whether to save the state and stop
 */
public record CellContext(
    BenchFolder folder,
    PlannedCell cell,
    EnginePlugins plugins,
    Permissions permissions,
    Path home,
    DoubleConsumer progress,
    TrainingListener steps,
    Consumer<String> warnings,
    BooleanSupplier stop) {
  /** The folder of the cell. */
  Path path() {
    return folder.cell(cell);
  }
}
