package dev.icl.modules.train;

import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.WeightsFile;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.text.Counts;
import dev.icl.modules.method.Method;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A file of weights that a training starts with, matched with the variables of its method: which
 * tensor goes where is known at once, values are read one by one.
 *
 * <pre>{@code
 * try (StartingWeights weights = StartingWeights.open(config.start(), method)) {
 *   Optional<HostTensor> value = weights.valueOf(spec);
 * }
 * }</pre>
 */
public final class StartingWeights implements AutoCloseable {
  private final WeightsFile file;
  private final Map<String, String> sources;
  private final StartReport report;

  private StartingWeights(WeightsFile file, Map<String, String> sources, StartReport report) {
    this.file = file;
    this.sources = sources;
    this.report = report;
  }

  /**
   * Opens the file and matches its tensors with the variables; says nothing of which file it is.
   *
   * @param config names the file
   * @param method has the variables
   * @throws UserException as below
   */
  public static StartingWeights open(StartConfig config, Method method) {
    return open(config, method, notice -> {});
  }

  /**
   * Opens the file and matches its tensors with the variables.
   *
   * @param config names the file
   * @param method has the variables
   * @param notices told, in a sentence, if a folder is named that has no network of an end, and its
   *     newest state is taken
   * @throws UserException if the file cannot be read, nothing of it fits, or shapes differ where
   *     that is not allowed
   */
  public static StartingWeights open(StartConfig config, Method method, Consumer<String> notices) {
    WeightsFile file = WeightsFile.open(file(config, notices));
    try {
      return matched(file, config, method);
    } catch (UserException e) {
      file.close();
      throw e;
    }
  }

  /**
   * An early check that there is such a file.
   *
   * @return the file; of a training's folder, its network after the last iteration
   * @throws UserException if there is none
   */
  public static Path requireFile(StartConfig config) {
    return file(config, notice -> {});
  }

  private static Path file(StartConfig config, Consumer<String> notices) {
    Path named = path(config);
    if (!Files.exists(named)) {
      throw new UserException(
          "train.from: there is no file %s; name a checkpoint, or a state dict in safetensors or PyTorch's .pth."
              .formatted(named));
    }
    return NetworkFile.of(named, notices);
  }

  private static Path path(StartConfig config) {
    try {
      return Path.of(config.from());
    } catch (InvalidPathException e) {
      throw new UserException(
          "train.from: '%s' cannot be the name of a file; name a checkpoint, or a state dict in safetensors or PyTorch's .pth."
              .formatted(config.from().replace('\0', '?')),
          e);
    }
  }

  /** The file's path. */
  public Path path() {
    return file.path();
  }

  /** The facts of the file's making; empty where another program made it. */
  public Optional<CheckpointInfo> info() {
    return file.info();
  }

  /** The fit of the file. */
  public StartReport report() {
    return report;
  }

  /**
   * The value that a variable starts with.
   *
   * @return in the variable's type; empty where the file has none for it
   * @throws UserException if a value is NaN or infinity, or reading fails
   */
  Optional<HostTensor> valueOf(VariableSpec spec) {
    String source = sources.get(spec.name());
    if (source == null) {
      return Optional.empty();
    }
    HostTensor value = file.read(source);
    return Optional.of(value.dtype() == spec.dtype() ? value : value.to(spec.dtype()));
  }

  @Override
  public void close() {
    file.close();
  }

  private static StartingWeights matched(WeightsFile file, StartConfig config, Method method) {
    TensorSources named =
        TensorSources.of(config.fromPrefixes(), file.names(), file::contains, method);
    Map<String, String> sources = new LinkedHashMap<>();
    Set<String> found = new HashSet<>();
    List<String> conflicts = new ArrayList<>();
    List<String> otherShape = new ArrayList<>();
    for (VariableSpec spec : method.variables()) {
      Optional<String> source = named.of(spec.name());
      if (source.isPresent() && !UnusedTensors.isTable(spec.name())) {
        found.add(source.get());
        Shape shape = file.info(source.get()).shape();
        if (shape.equals(spec.shape())) {
          sources.put(spec.name(), source.get());
        } else {
          otherShape.add(spec.name());
          conflicts.add("'%s' is %s, here %s".formatted(source.get(), shape, spec.shape()));
        }
      }
    }
    if (config.fromMismatch() == FromMismatch.REFUSE && !conflicts.isEmpty()) {
      throw new UserException(
          "train.from: %s has tensors of other shapes: %s; set the network as the file has it, or train.from_mismatch to skip, which leaves these at fresh values."
              .formatted(file.path(), StartReport.listed(conflicts)));
    }
    if (sources.isEmpty()) {
      throw noMatch(file, method);
    }
    UnusedTensors unused = UnusedTensors.of(file, found);
    Map<String, String> all = new LinkedHashMap<>(sources);
    copied(method, sources).forEach(all::putIfAbsent);
    return new StartingWeights(
        file, all, report(file, method, named.prefix(), sources, unused, otherShape));
  }

  /** The sources of copies of the backbone: those of the variables that they are copies of. */
  private static Map<String, String> copied(Method method, Map<String, String> sources) {
    Map<String, String> copied = new LinkedHashMap<>();
    for (String prefix : method.copies()) {
      for (VariableSpec spec : method.network().variables()) {
        String source = sources.get(spec.name());
        if (source != null) {
          copied.put(prefix + spec.name(), source);
        }
      }
    }
    return copied;
  }

  private static StartReport report(
      WeightsFile file,
      Method method,
      String prefix,
      Map<String, String> sources,
      UnusedTensors unused,
      List<String> otherShape) {
    Set<String> settled = new HashSet<>(sources.keySet());
    settled.addAll(otherShape);
    settled.addAll(copied(method, sources).keySet());
    Set<String> network =
        method.network().variables().stream().map(VariableSpec::name).collect(Collectors.toSet());
    List<String> missing =
        method.variables().stream()
            .map(VariableSpec::name)
            .filter(name -> !settled.contains(name) && !UnusedTensors.isTable(name))
            .toList();
    List<String> renamed =
        sources.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(prefix + entry.getKey()))
            .map(entry -> entry.getKey() + " from " + entry.getValue())
            .toList();
    return new StartReport(
        file.path().toString(),
        sources.size(),
        missing.stream().filter(network::contains).toList(),
        (int) missing.stream().filter(name -> !network.contains(name)).count(),
        unused.unknown(),
        otherShape,
        prefix,
        renamed,
        unused.known());
  }

  private static UserException noMatch(WeightsFile file, Method method) {
    List<String> names = file.names();
    return new UserException(
        "train.from: of %s in %s none goes into the %s network: it has %s, and the network %s; name another file, or say with train.from_prefixes which names go together."
            .formatted(
                Counts.of(names.size(), "tensor"),
                file.path(),
                method.network().name(),
                names.isEmpty() ? "none" : "'" + names.get(0) + "'",
                "'" + method.variables().get(0).name() + "'"));
  }
}
