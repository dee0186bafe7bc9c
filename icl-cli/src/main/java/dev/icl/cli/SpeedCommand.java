package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.bench.speed.MemoryMeasurement;
import dev.icl.bench.speed.MemoryReport;
import dev.icl.bench.speed.MetricsMeasurement;
import dev.icl.bench.speed.MetricsReport;
import dev.icl.bench.speed.SpeedMeasurement;
import dev.icl.bench.speed.SpeedReport;
import dev.icl.bench.speed.SpeedSettings;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl speed}. */
@Command(
    name = "speed",
    description =
        "Measures this machine: matrix products, steps of a method and of the supervised baseline, the Java side, the data"
            + " pipeline, memory, metrics.",
    footer = {
      "",
      "The network, the method (icl) and the phantom are those of the configuration's defaults, for"
          + " volumes the 3-D U-Net and phantom3d; --set changes them, as --set method.name=cps.",
      "Examples:",
      "  icl speed                          an ICL step of 8 + 8 images of 128×128",
      "  icl speed --patch 48,48,48         an ICL step of 1 + 1 volumes of 48×48×48",
      "  icl speed --patch 96,96,96 --batch 4 --set network.name=vnet --set method.mixer=axial",
      "docs/benchmarks.md says how each figure comes about."
    })
final class SpeedCommand implements Callable<Integer> {
  private static final int STEPS = 15;
  private static final int MEMORY_STEPS = 500;

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions options;
  @Mixin private DownloadOption download;
  @Mixin private EngineChoice choice;
  @Mixin private SpeedShape shape;

  @Option(
      names = "--steps",
      paramLabel = "STEPS",
      description = "How often each thing is timed (default: 15, with --memory 500).")
  private Integer steps;

  @Option(
      names = "--matrix",
      paramLabel = "SIZE",
      defaultValue = "2048",
      description =
          "Rows and columns of the matrices whose product is timed (default: ${DEFAULT-VALUE}).")
  private int matrix;

  @Option(names = "--memory", description = "Make the method's steps alone and look at the memory.")
  private boolean memory;

  @Option(
      names = "--metrics",
      description =
          "Time the scoring of segmentations alone, on scans of growing size; needs no engine.")
  private boolean metrics;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Also write speed.json, or with --memory memory.json, or with --metrics metrics.json, into"
              + " this folder.")
  private Path out;

  @Mixin private JsonOption json;

  SpeedCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    int times = steps != null ? steps : memory ? MEMORY_STEPS : STEPS;
    SpeedSettings amount = new SpeedSettings(times, matrix);
    if (metrics) {
      measureMetrics(times);
      return ExitCode.DONE;
    }
    RunConfig config = environment.configReader().read(Optional.empty(), settings());
    EnginePlugins plugins = environment.plugins().get();
    Permissions permissions = new Permissions(download.allowed(), root.verbose());
    Supplier<Engine> engines = () -> IclApplication.start(config, plugins, permissions).engine();
    if (memory) {
      MemoryReport report = MemoryMeasurement.of(config, amount).run(engines, progress());
      publish("memory.json", report.toJson(), report.toTable());
    } else {
      SpeedReport report = SpeedMeasurement.of(config, amount).run(engines, progress());
      publish("speed.json", report.toJson(), report.toTable());
    }
    return ExitCode.DONE;
  }

  private void measureMetrics(int times) {
    if (memory) {
      throw new UserException("--metrics: it goes with no --memory; ask for one of the two.");
    }
    MetricsReport report = new MetricsMeasurement(MetricsMeasurement.SIZES, times).run(progress());
    publish("metrics.json", report.toJson(), report.toTable());
  }

  private List<String> settings() {
    List<String> chosen = new ArrayList<>(options.settings());
    chosen.addAll(choice.settings());
    return shape.settings(chosen);
  }

  /** It takes a minute or more: someone at a terminal sees the progress. */
  private Consumer<String> progress() {
    PrintWriter err = spec.commandLine().getErr();
    return environment.terminalColumns().isPresent()
        ? phase -> err.println("measuring: " + phase)
        : phase -> {};
  }

  private void publish(String file, String asJson, String asTable) {
    if (out != null) {
      RunFolder.write(out.resolve(file), asJson + "\n");
    }
    PrintWriter print = spec.commandLine().getOut();
    if (json.wanted()) {
      print.println(asJson);
    } else {
      print.print(asTable);
      print.flush();
    }
  }
}
