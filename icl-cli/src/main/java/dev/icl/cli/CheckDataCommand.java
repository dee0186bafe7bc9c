package dev.icl.cli;

import dev.icl.data.tools.DatasetFacts;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code icl data check}. */
@Command(
    name = "check",
    description =
        "Reads every scan of a dataset and lists everything that is wrong with scans, label maps,"
            + " lists and split.",
    footer = {"", "Exit codes: 0 nothing is wrong, 2 something is."})
final class CheckDataCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DataOptions data;

  @Mixin private JsonOption json;

  CheckDataCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    DatasetFacts facts = DescribeDataCommand.inspect(environment, data, err);
    List<String> problems = facts.problems();
    if (json.wanted()) {
      out.println(DataReport.json(facts));
    } else {
      out.print(DataReport.table(facts));
      out.println(
          problems.isEmpty()
              ? "Nothing is wrong."
              : problems.size() == 1 ? "1 problem." : problems.size() + " problems.");
      out.flush();
      problems.forEach(IclCommand.of(spec).errors()::println);
    }
    out.flush();
    return problems.isEmpty() ? ExitCode.DONE : ExitCode.MISTAKE;
  }
}
