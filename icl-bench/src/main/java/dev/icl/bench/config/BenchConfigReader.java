package dev.icl.bench.config;

import dev.icl.app.config.ConfigDiagnostics;
import dev.icl.app.config.ConfigNode;
import dev.icl.app.config.LeftToNetwork;
import dev.icl.app.config.RecordBinder;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.TextKeys;
import dev.icl.bench.config.BenchConfig.Variant;
import dev.icl.core.settings.NamedSettings;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.network.NetworkProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a benchmark's configuration of a YAML file, the environment and the command line. The file
 * has the keys of a run's configuration, which all cells share, and a section {@code bench}.
 *
 * <pre>{@code
 * bench:
 *   engines: [pytorch, tensorflow]
 *   methods: [supervised, icl]
 *   seeds: [1, 2]
 *   variants:
 *     no-consistency: {methods: [icl], method: {consistency_weight: 0}}
 * data: {name: phantom}
 * }</pre>
 */
public final class BenchConfigReader {
  private static final String BENCH = "bench";
  private static final String VARIANTS = "variants";
  private static final String METHODS = "methods";

  private final RunConfigReader runs;
  private final TextKeys runKeys;

  /**
   * @param environment the process's variables; {@code ICL_ENGINE} and {@code ICL_DEVICE} count
   *     where the file lists no engines and devices
   * @param workingDirectory the folder that relative paths of the data start from
   */
  public BenchConfigReader(Map<String, String> environment, Path workingDirectory) {
    this.runs = new RunConfigReader(environment, workingDirectory);
    this.runKeys = new TextKeys(runs.doors());
  }

  /**
   * The resolved configuration: every axis has values, and paths of the data are absolute.
   *
   * @param file YAML
   * @param settings {@code path.to.key=value}, such as {@code bench.seeds=[1,2]}; a later one
   *     overrides an earlier
   * @throws dev.icl.core.error.UserException with every problem there is
   */
  public BenchConfig read(Path file, List<String> settings) {
    ConfigDiagnostics problems = new ConfigDiagnostics();
    ConfigNode tree =
        RunConfigReader.merge(
            RunConfigReader.withoutHistory(RunConfigReader.readFile(file, problems)),
            runs.overrides(settings, this::isText, problems));
    ConfigNode bench = new ConfigNode.Nothing(tree.origin());
    if (tree instanceof ConfigNode.Mapping mapping) {
      bench = Objects.requireNonNullElse(mapping.at(BENCH), bench);
      tree = mapping.without(BENCH);
    }
    ConfigNode variants = new ConfigNode.Nothing(bench.origin());
    if (bench instanceof ConfigNode.Mapping mapping) {
      variants = Objects.requireNonNullElse(mapping.at(VARIANTS), variants);
      bench = mapping.without(VARIANTS);
    }
    // problems of the run are told first, yet what it must suit is the matrix
    BenchSettings asked =
        new RecordBinder(new ConfigDiagnostics(), runs.doors(), BENCH)
            .bind(BenchSettings.defaults(), bench);
    RunConfig base = runs.bind(tree, problems, asked.methods(), asked.networks());
    RecordBinder binder = new RecordBinder(problems, runs.doors(), BENCH);
    BenchSettings settled = withAxes(binder.bind(BenchSettings.defaults(), bench), base);
    if (problems.isEmpty()) {
      new BenchRules(binder::originOf, problems).check(settled);
    }
    List<Variant> all = variants(variants, tree, base, settled, problems);
    problems.throwIfAny();
    return new BenchConfig(settled, all.get(0).settings(), all);
  }

  /** Whether the key of a path holds a text, in the section of the benchmark or of its runs. */
  private boolean isText(List<String> path) {
    if (!path.get(0).equals(BENCH)) {
      return runKeys.test(path);
    }
    boolean variant = path.size() > 3 && path.get(1).equals(VARIANTS);
    return variant
        ? runKeys.test(path.subList(3, path.size()))
        : TextKeys.isText(BenchSettings.defaults(), path.subList(1, path.size()));
  }

  private static BenchSettings withAxes(BenchSettings given, RunConfig base) {
    return new BenchSettings(
        given.title(),
        or(given.engines(), base.engine()),
        or(given.devices(), base.device()),
        or(given.methods(), base.method().name()),
        or(given.networks(), base.network().name()),
        or(given.labeled(), base.data().labeled()),
        or(given.labelDraws(), base.data().labelDraw()),
        or(given.seeds(), base.seed()),
        given.accuracy(),
        given.timing(),
        given.parity(),
        given.parallel());
  }

  private static <T> List<T> or(List<T> given, T otherwise) {
    return given.isEmpty() ? List.of(otherwise) : given;
  }

  private List<Variant> variants(
      ConfigNode node,
      ConfigNode tree,
      RunConfig base,
      BenchSettings bench,
      ConfigDiagnostics problems) {
    List<Variant> variants = new ArrayList<>();
    variants.add(settled("", List.of(), base, Map.of(), tree, bench));
    if (node instanceof ConfigNode.Mapping mapping) {
      mapping
          .entries()
          .forEach(
              (name, entry) -> {
                // what is wrong with the base is reported once
                if (problems.isEmpty()) {
                  variants.add(variant(name, entry, tree, bench, problems));
                }
              });
    } else if (!(node instanceof ConfigNode.Nothing)) {
      problems.add(node.origin(), "bench.variants must be names with the keys that each changes");
    }
    return variants;
  }

  private Variant variant(
      String name,
      ConfigNode.Entry entry,
      ConfigNode tree,
      BenchSettings bench,
      ConfigDiagnostics problems) {
    List<String> methods = List.of();
    Map<String, Object> written = Map.of();
    ConfigNode changed = tree;
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      problems.add(
          entry.keyOrigin(),
          "the variant '%s' must be named with a-z, 0-9, '.', '_' and '-' alone".formatted(name));
    }
    if (entry.value() instanceof ConfigNode.Mapping mapping) {
      ConfigNode.Mapping changes = mapping.without(METHODS);
      RecordBinder binder = new RecordBinder(problems, runs.doors(), "bench.variants." + name);
      Applies applies = binder.bind(new Applies(List.of()), mapping.only(METHODS));
      methods = applies.methods();
      for (String method : methods) {
        if (!bench.methods().contains(method)) {
          problems.add(
              mapping.require(METHODS).origin(),
              "bench.variants.%s.methods names %s, but bench.methods has %s; name some of these"
                  .formatted(name, method, String.join(", ", bench.methods())));
        }
      }
      if (runs.withAbsolutePaths(changes) instanceof ConfigNode.Mapping absolute) {
        written = plain(absolute);
      }
      changed = RunConfigReader.merge(tree, changes);
    } else if (!(entry.value() instanceof ConfigNode.Nothing)) {
      problems.add(
          entry.value().origin(),
          "bench.variants.%s must be the keys that it changes, as {method: {drop_path: 0}}"
              .formatted(name));
    }
    List<String> used = methods.isEmpty() ? bench.methods() : methods;
    RunConfig run = runs.bind(changed, problems, used, bench.networks());
    return settled(name, methods, run, written, changed, bench);
  }

  /** A variant with the keys of all methods and networks of the matrix. */
  private Variant settled(
      String name,
      List<String> methods,
      RunConfig run,
      Map<String, Object> changes,
      ConfigNode tree,
      BenchSettings bench) {
    RunConfig all =
        runs.doors()
            .withKeysOf(
                run,
                provider ->
                    provider instanceof MethodProvider && bench.methods().contains(provider.name())
                        || provider instanceof NetworkProvider
                            && bench.networks().contains(provider.name()));
    Set<String> open =
        runs.doors().open(key -> tree instanceof ConfigNode.Mapping given && given.gives(key));
    List<NamedSettings> networks =
        bench.networks().stream()
            .map(network -> runs.doors().naming(all, open, all.method().name(), network).network())
            .toList();
    return new Variant(name, methods, LeftToNetwork.filled(all, networks), changes, open);
  }

  /** The part of a variant that is no key of a run. */
  record Applies(List<String> methods) {}

  /** The mapping as maps, lists and texts. */
  private static Map<String, Object> plain(ConfigNode.Mapping mapping) {
    Map<String, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              Object value = plain(entry.value());
              if (value != null) {
                values.put(key, value);
              }
            });
    return values;
  }

  private static @Nullable Object plain(ConfigNode node) {
    if (node instanceof ConfigNode.Mapping mapping) {
      return plain(mapping);
    }
    if (node instanceof ConfigNode.Sequence sequence) {
      return sequence.values().stream().map(BenchConfigReader::plain).toList();
    }
    return node instanceof ConfigNode.Scalar scalar ? scalar.text() : null;
  }
}
