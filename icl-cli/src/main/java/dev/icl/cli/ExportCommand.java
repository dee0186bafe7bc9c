package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.predict.TrainedModel;
import dev.icl.app.run.ModelExport;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code icl export}. */
@Command(
    name = "export",
    description = "Writes a checkpoint's backbone as a model that runs without this program.",
    footer = {
      "",
      "saved-model: a folder for TensorFlow, with the signature serving_default, for batches of any",
      "size N. It takes images, float32 [N, H, W, channels] of the training's patch and intensities",
      "([N, D, H, W, channels] for volumes), and gives logits, float32 [N, H, W, classes], and",
      "labels, int64 [N, H, W]. What the classes are called and how the network was trained is in",
      "assets.extra.",
      "",
      "pytorch: a file for torch.load, the network's state dict with the published names."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String PYTORCH = "pytorch";

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private CheckpointOption checkpoint;
  @Mixin private DownloadOption download;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "saved-model",
      description = "What to write (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "Where the model goes; must not exist yet.")
  private Path out;

  ExportCommand(IclCommand root, Environment environment) {
    this.root = root;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    EnginePlugins plugins = environment.plugins().get();
    if (Files.exists(out)) {
      throw new UserException("--out: " + out + " exists already; name one that does not.");
    }
    if (format.equals(PYTORCH)) {
      return stateDict();
    }
    EnginePlugin plugin = writer(plugins);
    List<String> settings = List.of("engine=" + plugin.name(), "device=cpu");
    Path network = checkpoint.network(spec.commandLine().getErr()::println);
    try (TrainedModel model = TrainedModel.open(network, environment.configReader(), settings)) {
      Permissions permissions = new Permissions(download.allowed(), root.verbose());
      try (IclApplication application =
          IclApplication.start(model.config(), plugins, permissions)) {
        ModelExport.write(model, application.engine(), application.exporter(format), out);
      }
    }
    spec.commandLine().getOut().println("The model is in " + out + ".");
    return ExitCode.DONE;
  }

  /** Weights alone need no engine. */
  private int stateDict() {
    Path network = checkpoint.network(spec.commandLine().getErr()::println);
    try (TrainedModel model = TrainedModel.open(network, environment.configReader(), List.of())) {
      model.checkpoint().writeForTorch(out, model.network().variables());
    }
    spec.commandLine().getOut().println("The state dict is in " + out + ".");
    return ExitCode.DONE;
  }

  private EnginePlugin writer(EnginePlugins plugins) {
    List<String> written =
        plugins.all().stream().flatMap(p -> p.exportFormats().stream()).distinct().toList();
    List<String> formats = Stream.concat(written.stream(), Stream.of(PYTORCH)).toList();
    if (written.isEmpty()) {
      throw new UserException(
          "--format: no engine on the class path writes models; add the Maven dependency"
              + " dev.icl:icl-engine-tensorflow.");
    }
    return plugins.all().stream()
        .filter(p -> p.exportFormats().contains(format))
        .findFirst()
        .orElseThrow(() -> UnknownName.of("--format", "format", format, formats));
  }
}
