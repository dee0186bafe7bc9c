package dev.icl.cli;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.bioimage.BioImagePackage;
import dev.icl.app.bioimage.Publication;
import dev.icl.app.predict.TrainedModel;
import dev.icl.app.run.ModelExport;
import dev.icl.app.run.PortableFormat;
import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      "onnx: a file for ONNX Runtime 1.13 or newer, for batches of any size N. It takes images,",
      "float32 [N, channels, H, W] or [N, channels, D, H, W], and gives logits, float32 with the",
      "classes second, and labels, int64 without them. Convolutional networks take images of any",
      "size that is a multiple of what the training asks for, Swin transformers the training's patch.",
      "",
      "torchscript: a file for torch.jit.load in PyTorch 1.13 or newer, of the same inputs; forward",
      "returns labels and logits.",
      "",
      "bioimageio: a package (zip) for deepImageJ, QuPath, Icy and ilastik: ONNX and TorchScript with",
      "probabilities as output, a description, an artificial test image and its result. It needs",
      "--author and --license.",
      "",
      "pytorch: a file for torch.load, the network's state dict with the published names."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String PYTORCH = "pytorch";
  private static final String SAVED_MODEL = "saved-model";

  private final IclCommand root;
  private final Environment environment;

  @Spec private CommandSpec spec;
  @Mixin private CheckpointOption checkpoint;
  @Mixin private DownloadOption download;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = SAVED_MODEL,
      description = "What to write (default: ${DEFAULT-VALUE}).")
  private String format;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description = "Where the model goes; must not exist yet.")
  private Path out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What a BioImage.IO package is called (default: network and method).")
  private @Nullable String name;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who made the network, for a BioImage.IO package; once for each.")
  private List<String> authors = List.of();

  @Option(
      names = "--license",
      paramLabel = "SPDX",
      description = "The licence of a BioImage.IO package, such as CC-BY-4.0.")
  private String license = "";

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
    if (!format.equals(BioImagePackage.FORMAT)
        && (name != null || !authors.isEmpty() || !license.isEmpty())) {
      throw new UserException(
          "--name, --author and --license are kept in packages for BioImage.IO alone: leave them out, or add --format %s."
              .formatted(BioImagePackage.FORMAT));
    }
    if (format.equals(PYTORCH)) {
      return stateDict();
    }
    if (format.equals(BioImagePackage.FORMAT)) {
      return bioImage(plugins);
    }
    Optional<PortableFormat> portable = PortableFormat.of(format);
    if (portable.isPresent()) {
      return portable(portable.get());
    }
    EnginePlugin plugin = writer(plugins);
    List<String> settings = List.of("engine=" + plugin.name(), "device=cpu");
    try (TrainedModel model = model(settings);
        IclApplication application = started(model, plugins)) {
      ModelExport.write(model, application.engine(), application.exporter(format), out);
    }
    spec.commandLine().getOut().println("The model is in " + out + ".");
    return ExitCode.DONE;
  }

  private TrainedModel model(List<String> settings) {
    Path network = checkpoint.network(spec.commandLine().getErr()::println);
    return TrainedModel.open(network, environment.configReader(), settings);
  }

  private IclApplication started(TrainedModel model, EnginePlugins plugins) {
    Permissions permissions = new Permissions(download.allowed(), root.verbose());
    return IclApplication.start(model.config(), plugins, permissions);
  }

  /** Weights alone need no engine. */
  private int stateDict() {
    try (TrainedModel model = model(List.of())) {
      model.checkpoint().writeForTorch(out, model.network().variables());
    }
    spec.commandLine().getOut().println("The state dict is in " + out + ".");
    return ExitCode.DONE;
  }

  /**
   * The images that a network for sizes of its user's choice takes.
   *
   * @param divisors of the sizes, one for each axis
   */
  static String sizes(List<Integer> divisors) {
    return divisors.stream().allMatch(divisor -> divisor == 1)
        ? "images of any size"
        : "images whose sizes are multiples of " + times(divisors);
  }

  private int portable(PortableFormat file) {
    try (TrainedModel model = model(List.of())) {
      String takes =
          ModelExport.write(model, file, out)
              .map(ExportCommand::sizes)
              .orElseGet(() -> "images of " + times(model.config().train().patch()) + " alone");
      spec.commandLine().getOut().println("The model is in " + out + "; it takes " + takes + ".");
    }
    return ExitCode.DONE;
  }

  /** The checkpoint's own engine tells what the network makes of the package's image. */
  private int bioImage(EnginePlugins plugins) {
    try (TrainedModel model = model(List.of("device=cpu"))) {
      String named = name == null ? defaultName(model) : name;
      Publication publication = new Publication(named, authors, license);
      try (IclApplication application = started(model, plugins)) {
        new BioImagePackage(model, publication, Clock.systemUTC()).write(application.engine(), out);
      }
    }
    spec.commandLine().getOut().println("The package is in " + out + ".");
    return ExitCode.DONE;
  }

  private static String defaultName(TrainedModel model) {
    return model.network().name() + " trained with " + model.checkpoint().info().method();
  }

  private static String times(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }

  private EnginePlugin writer(EnginePlugins plugins) {
    List<String> written =
        plugins.all().stream().flatMap(p -> p.exportFormats().stream()).distinct().toList();
    List<String> formats =
        Stream.of(written, PortableFormat.names(), List.of(BioImagePackage.FORMAT, PYTORCH))
            .flatMap(List::stream)
            .toList();
    if (written.isEmpty() && format.equals(SAVED_MODEL)) {
      throw new UserException(
          "--format: no engine on the class path writes SavedModels; add the Maven dependency"
              + " dev.icl:icl-engine-tensorflow.");
    }
    return plugins.all().stream()
        .filter(p -> p.exportFormats().contains(format))
        .findFirst()
        .orElseThrow(() -> UnknownName.of("--format", "format", format, formats));
  }
}
