package dev.icl.app.config;

import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.core.settings.NamedSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes a run's configuration of a YAML file, the environment and the command line; the later of
 * these decides. A missing key takes its default.
 */
public final class RunConfigReader {
  private static final Map<String, String> VARIABLES =
      Map.of("ICL_ENGINE", "engine", "ICL_DEVICE", "device");

  /** Keys whose values are files or folders. */
  private static final List<List<String>> PATHS =
      List.of(
          List.of("data", "root"),
          List.of("data", "split"),
          List.of("data", "cache"),
          List.of("train", "from"));

  private final Map<String, String> environment;
  private final Path workingDirectory;
  private final List<Consumer<RunConfig>> checks;
  private final Doors doors;

  /**
   * @param environment the process's variables; {@code ICL_ENGINE} and {@code ICL_DEVICE} count
   * @param workingDirectory what relative {@code data.root}, {@code data.split}, {@code data.cache}
   *     and {@code train.from} are relative to
   */
  public RunConfigReader(Map<String, String> environment, Path workingDirectory) {
    this(environment, workingDirectory, List.of(), Doors.installed());
  }

  private RunConfigReader(
      Map<String, String> environment,
      Path workingDirectory,
      List<Consumer<RunConfig>> checks,
      Doors doors) {
    this.environment = Map.copyOf(environment);
    this.workingDirectory = workingDirectory;
    this.checks = List.copyOf(checks);
    this.doors = doors;
  }

  /**
   * This with one more check, whose problem is reported with the others.
   *
   * @param check throws a {@link UserException} that names the key; left out for a key that has a
   *     problem already
   */
  public RunConfigReader checking(Consumer<RunConfig> check) {
    return new RunConfigReader(
        environment,
        workingDirectory,
        Stream.concat(checks.stream(), Stream.of(check)).toList(),
        doors);
  }

  /**
   * The resolved configuration, in which nothing is left to the network; {@code data.root}, {@code
   * data.split}, {@code data.cache} and {@code train.from} are absolute in it, or empty.
   *
   * @param file YAML, perhaps with a {@link ConfigHistory}; empty for the defaults alone
   * @param settings {@code path.to.key=value}, a text as it is and any other value in YAML; a later
   *     one overrides an earlier
   * @throws UserException with every problem there is: unknown and repeated keys, wrong types,
   *     values out of range, values that do not go together
   */
  public RunConfig read(Optional<Path> file, List<String> settings) {
    ConfigDiagnostics problems = new ConfigDiagnostics();
    ConfigNode base = file.map(path -> readFile(path, problems)).orElse(new ConfigNode.Nothing(""));
    return resolve(withoutHistory(base), settings, problems);
  }

  /**
   * The same from a text that is not in a file of its own. A section that names a plugin which is
   * not there loses its keys to another that the settings name.
   *
   * @param source where the text is from, for error messages
   * @param yaml the text
   * @param settings as above
   * @throws UserException as above
   */
  public RunConfig readText(String source, String yaml, List<String> settings) {
    ConfigDiagnostics problems = new ConfigDiagnostics();
    ConfigNode stored = withoutHistory(YamlTree.ofFile(source, yaml, problems));
    return resolve(
        new StoredConfig(doors).renamed(stored, overrides(settings, new ConfigDiagnostics())),
        settings,
        problems);
  }

  /**
   * What the text says of a network that is trained already, and of how to compute. Dataset and
   * method of the training need not be known; others stand in for them in the result.
   *
   * @param source where the text is from, for error messages
   * @param yaml the text
   * @param settings as above, none of the sections {@code data} and {@code method}
   * @throws UserException as above
   */
  public RunConfig readNetwork(String source, String yaml, List<String> settings) {
    ConfigDiagnostics problems = new ConfigDiagnostics();
    ConfigNode stored = withoutHistory(YamlTree.ofFile(source, yaml, problems));
    return resolve(StoredConfig.network(stored), settings, problems);
  }

  private RunConfig resolve(ConfigNode base, List<String> settings, ConfigDiagnostics problems) {
    RunConfig config = bind(merge(base, overrides(settings, problems)), problems);
    problems.throwIfAny();
    return LeftToNetwork.filled(config);
  }

  private ConfigNode.Mapping overrides(List<String> settings, ConfigDiagnostics problems) {
    return overrides(settings, new TextKeys(doors), problems);
  }

  /**
   * The settings of the environment and the command line.
   *
   * @param settings as above
   * @param isText whether the key of a path holds a text
   * @param problems receives what is not understood
   */
  public ConfigNode.Mapping overrides(
      List<String> settings, Predicate<List<String>> isText, ConfigDiagnostics problems) {
    ConfigNode.Mapping stronger = new ConfigNode.Mapping("", Map.of());
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      String value = environment.getOrDefault(variable.getKey(), "");
      if (!value.isBlank()) {
        String origin = "environment variable " + variable.getKey();
        stronger =
            stronger.mergedWith(
                ConfigNode.Mapping.ofPath(
                    List.of(variable.getValue()), new ConfigNode.Scalar(origin, value)));
      }
    }
    for (String setting : settings) {
      stronger = stronger.mergedWith(parseSetting(setting, isText, problems));
    }
    return stronger;
  }

  /** The configuration that a tree describes; what is wrong with it is noted. */
  private RunConfig bind(ConfigNode tree, ConfigDiagnostics problems) {
    return bind(tree, problems, List.of(), List.of());
  }

  /**
   * The configuration that a tree describes, for several methods and networks.
   *
   * @param tree as it was written
   * @param problems receives what is wrong with it
   * @param methods that are used in place of {@code method.name}; empty for that one
   * @param networks that are used in place of {@code network.name}; empty for that one
   */
  public RunConfig bind(
      ConfigNode tree, ConfigDiagnostics problems, List<String> methods, List<String> networks) {
    // what stands in place of an alias is no use to check
    boolean understood = problems.isEmpty();
    RecordBinder binder = new RecordBinder(problems, doors, "");
    ConfigNode absolute = withAbsolutePaths(tree);
    RunConfig config = binder.bind(RunConfig.defaults(), absolute);
    if (understood) {
      for (RunConfig used : onEach(networks, absolute, config)) {
        // a value of the wrong type has left its default behind, which breaks no rule by itself
        new RunConfigRules(doors, binder::originOf, problems).check(used);
        new CrossChecks(binder::originOf, problems).check(used, used(absolute, config, methods));
      }
      checks.forEach(check -> problems.collect(() -> check.accept(config), binder::originOf));
    }
    return config;
  }

  /** The configuration on each network; names that none has are left to the matrix. */
  private List<RunConfig> onEach(List<String> networks, ConfigNode tree, RunConfig config) {
    List<RunConfig> each =
        networks.stream()
            .filter(name -> doors.networks().find(name).isPresent())
            .map(name -> naming(tree, doors.networks().section(), name))
            .toList();
    return each.isEmpty() || doors.networks().find(config.network().name()).isEmpty()
        ? List.of(config)
        : each;
  }

  /** Names that no method has are left to the matrix of a benchmark. */
  private List<NamedSettings> used(ConfigNode tree, RunConfig config, List<String> methods) {
    return methods.isEmpty() || doors.methods().find(config.method().name()).isEmpty()
        ? List.of(config.method())
        : methods.stream()
            .filter(name -> doors.methods().find(name).isPresent())
            .map(name -> naming(tree, doors.methods().section(), name).method())
            .toList();
  }

  /** The configuration with another name in a section, unchecked. */
  private RunConfig naming(ConfigNode tree, String section, String name) {
    ConfigNode.Mapping named =
        ConfigNode.Mapping.ofPath(
            List.of(section, Doors.NAME), new ConfigNode.Scalar(tree.origin(), name));
    return new RecordBinder(new ConfigDiagnostics(), doors, "")
        .bind(RunConfig.defaults(), merge(tree, named));
  }

  /** The providers that the sections can name. */
  public Doors doors() {
    return doors;
  }

  /** A tree with the values of another, which count where both have a key. */
  public static ConfigNode merge(ConfigNode base, ConfigNode.Mapping stronger) {
    if (stronger.entries().isEmpty()) {
      return base;
    }
    if (base instanceof ConfigNode.Mapping mapping) {
      return mapping.mergedWith(stronger);
    }
    return base instanceof ConfigNode.Nothing ? stronger : base;
  }

  /** The tree without the history of an earlier training, which has no part in another one. */
  public static ConfigNode withoutHistory(ConfigNode tree) {
    return tree instanceof ConfigNode.Mapping mapping ? mapping.without(ConfigHistory.KEY) : tree;
  }

  /**
   * The tree in a file.
   *
   * @throws UserException if it cannot be read or is not YAML
   */
  public static ConfigNode readFile(Path file, ConfigDiagnostics problems) {
    try {
      return YamlTree.ofFile(file.toString(), TextFile.read(file), problems);
    } catch (NoSuchFileException e) {
      throw new UserException("--config: there is no file " + file + "; name an existing one.", e);
    } catch (CharacterCodingException e) {
      throw new UserException(
          "--config: " + file + " is not a text file in UTF-8; name a file in YAML.", e);
    } catch (IOException e) {
      throw new UserException(
          "--config: " + file + " cannot be read; name a readable file in YAML.", e);
    }
  }

  private static ConfigNode.Mapping parseSetting(
      String written, Predicate<List<String>> isText, ConfigDiagnostics problems) {
    Setting setting = Setting.of(written);
    return ConfigNode.Mapping.ofPath(setting.path(), setting.node(isText, problems));
  }

  /** The result is read again later, perhaps from elsewhere: its files must still be found. */
  public ConfigNode withAbsolutePaths(ConfigNode tree) {
    ConfigNode absolute = tree;
    for (List<String> path : PATHS) {
      if (absolute instanceof ConfigNode.Mapping mapping
          && mapping.at(path.get(0)) instanceof ConfigNode.Mapping section
          && section.at(path.get(1)) instanceof ConfigNode.Scalar written
          && !written.text().isBlank()
          && written.text().indexOf('\0') < 0) {
        Path found = workingDirectory.resolve(written.text()).toAbsolutePath().normalize();
        absolute =
            mapping.mergedWith(
                ConfigNode.Mapping.ofPath(
                    path, new ConfigNode.Scalar(written.origin(), found.toString())));
      }
    }
    return absolute;
  }
}
