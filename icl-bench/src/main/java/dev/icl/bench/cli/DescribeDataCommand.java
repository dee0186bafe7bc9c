package dev.icl.bench.cli;

import dev.icl.core.config.DataConfig;
import dev.icl.data.Datasets;
import dev.icl.data.cases.Catalog;
import dev.icl.data.cases.Findings;
import dev.icl.data.tools.DatasetFacts;
import dev.icl.data.tools.Inspection;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl data describe}. */
@Command(
    name = "describe",
    description =
        "Shows every scan of a dataset: what it is for, shape, spacing, intensities, voxels of each"
            + " class.")
final class DescribeDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Option(names = "--json", description = "Print a JSON object for programs to read.")
  private boolean json;

  DescribeDataCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    DatasetFacts facts = inspect(environment, data, spec.commandLine().getErr());
    if (json) {
      out.println(DataReport.json(facts));
    } else {
      out.print(DataReport.table(facts));
      facts.problems().forEach(spec.commandLine().getErr()::println);
    }
    out.flush();
    return ExitCode.DONE;
  }

  static DatasetFacts inspect(Environment environment, DataOptions data, PrintWriter err) {
    DataConfig config = data.resolve(environment, List.of());
    Findings findings = new Findings();
    Catalog catalog = Datasets.catalog(config, findings);
    ReadingProgress progress =
        new ReadingProgress(err, "Reading scans", environment.terminalColumns(), System::nanoTime);
    return new Inspection(catalog).run(findings, progress);
  }
}
