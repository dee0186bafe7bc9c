package dev.icl.cli;

import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.CellCommand;
import dev.icl.bench.matrix.PlannedCell;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts cells in JVMs with the flags of this one. The environment, which decides how native memory
 * is managed, is inherited.
 *
 * @param folder of the benchmark
 * @param more further options of {@code icl bench-cell}
 */
record CellJvm(BenchFolder folder, List<String> more) implements CellCommand {
  @Override
  public List<String> of(PlannedCell cell) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(CellJvm::isForAll)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            IclMain.class.getName(),
            "bench-cell",
            "--out",
            folder.path().toString(),
            "--cell",
            cell.id()));
    command.addAll(more);
    return command;
  }

  /** Another process has no terminal, and a debugger's port is taken. */
  static boolean isForAll(String flag) {
    return !flag.startsWith("-Dicl.columns=") && !flag.startsWith("-agentlib:jdwp");
  }
}
