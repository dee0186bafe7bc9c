package dev.icl.cli;

import dev.icl.app.results.ComparisonReport;
import dev.icl.app.results.ResultComparison;
import dev.icl.core.error.UnknownName;
import dev.icl.data.metrics.Metric;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code icl compare}. */
@Command(
    name = "compare",
    description =
        "Compares two evaluations of the same scans case by case: differences with 95 %% intervals,"
            + " paired tests, effect sizes.",
    footer = {"", "docs/metrics.md says what is tested and how."})
final class CompareCommand implements Callable<Integer> {
  private static final List<Metric> USUAL =
      List.of(Metric.DICE, Metric.HD95_VOXEL, Metric.ASD_VOXEL);

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description =
          "The evaluation to compare with: a folder of icl evaluate --out, or a training's folder that"
              + " holds one.")
  private Path a;

  @Parameters(
      index = "1",
      paramLabel = "B",
      description = "The evaluation that may be better than A, named in the same way.")
  private Path b;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description =
          "A column of cases.csv, such as hd95_mm; may be repeated (default: dice, hd95_voxel,"
              + " asd_voxel).")
  private List<String> names = new ArrayList<>();

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    ComparisonReport report = ResultComparison.of(a, b, metrics());
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      out.println(report.toJson());
    } else {
      out.print(report.toTable());
      out.flush();
    }
    return ExitCode.DONE;
  }

  private Set<Metric> metrics() {
    if (names.isEmpty()) {
      return new LinkedHashSet<>(USUAL);
    }
    List<String> known = Arrays.stream(Metric.values()).map(Metric::column).toList();
    Set<Metric> metrics = new LinkedHashSet<>();
    for (String name : names) {
      metrics.add(
          Metric.named(name).orElseThrow(() -> UnknownName.of("--metric", "metric", name, known)));
    }
    return metrics;
  }
}
