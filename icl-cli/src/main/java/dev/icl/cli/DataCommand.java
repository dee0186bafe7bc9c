package dev.icl.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code icl data}. */
@Command(
    name = "data",
    synopsisSubcommandLabel = "COMMAND",
    description = "Looks into folders of scans, checks, converts and splits them, plans trainings.",
    footer = {
      "",
      "Examples:",
      "  icl data describe ACDC             cases, shapes, spacings, intensities, classes",
      "  icl data check ACDC                everything that is wrong, in one pass",
      "  icl data convert ACDC --to nifti --out scans",
      "                                     the same scans as images/ and labels/ in NIfTI",
      "  icl data split scans --labeled 3 --validation 2 --out split.yaml",
      "                                     a split by patients, drawn from a seed",
      "  icl data plan scans --memory 8 --out plan.yaml",
      "                                     a configuration for them, by nnU-Net's rules",
      "",
      "docs/data.md tells which layouts of which datasets are known."
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** The command with its own commands. */
  static CommandLine commandLine(Environment environment) {
    return new CommandLine(new DataCommand())
        .addSubcommand(new DescribeDataCommand(environment))
        .addSubcommand(new CheckDataCommand(environment))
        .addSubcommand(new ConvertDataCommand(environment))
        .addSubcommand(new SplitDataCommand(environment))
        .addSubcommand(new PlanDataCommand(environment));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
