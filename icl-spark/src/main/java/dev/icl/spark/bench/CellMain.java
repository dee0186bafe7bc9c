package dev.icl.spark.bench;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.bench.cell.CellContext;
import dev.icl.bench.cell.CellProcess;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.CellCommand;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process of a cell beside an executor, which ends, with everything saved, at the end of its
 * standard input: that is how it learns of the executor's end.
 */
public final class CellMain {
  private static final int MISTAKE = 2;
  private static final int FAILURE = 1;

  private CellMain() {}

  /**
   * Runs the cell.
   *
   * @param arguments the folder of the benchmark, the cell's id, and the folder that relative names
   *     in the configuration start from
   */
  public static void main(String[] arguments) {
    System.exit(run(Path.of(arguments[0]), arguments[1], Path.of(arguments[2])));
  }

  private static int run(Path path, String id, Path workingDirectory) {
    try {
      BenchFolder folder = new BenchFolder(path);
      BenchConfig config =
          new BenchConfigReader(Map.of(), workingDirectory).read(folder.config(), List.of());
      AtomicBoolean parentGone = new AtomicBoolean();
      Thread watch = new Thread(() -> awaitEnd(System.in, parentGone), "standard input");
      watch.setDaemon(true);
      watch.start();
      CellContext context =
          new CellContext(
              folder,
              BenchPlan.of(config).cell(id),
              EnginePlugins.discover(),
              Permissions.NONE,
              workingDirectory,
              share -> {},
              step -> {},
              System.err::println,
              parentGone::get);
      return new CellProcess(context).run(config.bench().timing()) ? 0 : CellCommand.STOPPED;
    } catch (UserException e) {
      return failed(e.getMessage(), MISTAKE);
    } catch (RuntimeException | OutOfMemoryError e) {
      e.printStackTrace();
      return failed("Unexpected failure: " + e, FAILURE);
    }
  }

  private static int failed(String reason, int code) {
    System.out.println(CellCommand.FAILED + reason.replaceAll("\\R\\s*", " "));
    System.out.flush();
    return code;
  }

  private static void awaitEnd(InputStream input, AtomicBoolean parentGone) {
    try {
      while (input.read() >= 0) {
        // nothing is said that way
      }
    } catch (IOException e) {
      // it is gone all the same
    }
    parentGone.set(true);
  }
}
