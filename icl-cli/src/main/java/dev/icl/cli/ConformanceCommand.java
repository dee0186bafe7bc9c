package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.bench.conformance.Conformance;
import dev.icl.bench.conformance.ConformanceReport;
import dev.icl.core.engine.EnginePlugins;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl conformance}. */
@Command(
    name = "conformance",
    description =
        "Compares an engine with reference numbers: the largest error of each quantity of a"
            + " fixture.",
    footer = {
      "",
      "A GPU computes in float32, without rounding to TF32, and is held to the tolerances of the processor.",
      "Exit codes: 0 every quantity is within its tolerance, 1 one is not."
    })
final class ConformanceCommand implements Callable<Integer> {
  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private DownloadOption download;
  @Mixin private EngineChoice choice;

  @Option(
      names = "--fixture",
      paramLabel = "FILE",
      required = true,
      arity = "1..*",
      description = "One or more safetensors files of inputs, weights and expected values.")
  private List<Path> fixtures = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Print a JSON object for programs to read; a list of them for several files.")
  private boolean json;

  ConformanceCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    RunConfig config = environment.configReader().read(Optional.empty(), choice.settings());
    EnginePlugins plugins = environment.plugins().get();
    List<ConformanceReport> reports = new ArrayList<>();
    for (Path fixture : fixtures) {
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      try (IclApplication application = IclApplication.start(config, plugins, permissions)) {
        reports.add(new Conformance(application.engine()).run(fixture));
      }
    }
    print(reports);
    boolean passed = reports.stream().allMatch(ConformanceReport::passed);
    return passed ? ExitCode.DONE : ExitCode.FAILURE;
  }

  private void print(List<ConformanceReport> reports) {
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      reports.forEach(report -> out.print(report.toTable()));
      out.flush();
    } else if (reports.size() == 1) {
      out.println(reports.get(0).toJson());
    } else {
      out.println(
          reports.stream()
              .map(ConformanceReport::toJson)
              .collect(Collectors.joining(",\n", "[\n", "\n]")));
    }
  }
}
