package dev.icl.modules.train;

import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.method.Method;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The tensor of a file that a variable starts with. Where a configuration gives routes, they alone
 * decide. Otherwise it is the tensor of the variable's own name, or else of one that published
 * weights have for it; names of the file are read without a prefix that programs put before all of
 * them, such as {@code module.}, where more is found that way.
 */
final class TensorSources {
  /** Attributes that hold the network in the modules of other programs. */
  private static final Set<String> HOLDERS =
      Set.of("module", "_orig_mod", "model", "net", "network", "backbone", "student", "teacher");

  private final List<TensorRoute> routes;
  private final SegmentationNetwork network;
  private final Set<String> networkNames;
  private final Predicate<String> there;
  private final String prefix;

  private TensorSources(
      List<TensorRoute> routes,
      SegmentationNetwork network,
      Predicate<String> there,
      String prefix) {
    this.routes = routes;
    this.network = network;
    this.networkNames =
        network.variables().stream().map(VariableSpec::name).collect(Collectors.toSet());
    this.there = there;
    this.prefix = prefix;
  }

  /**
   * The sources in a file.
   *
   * @param prefixes of the configuration; empty where it gives none
   * @param names of the file's tensors
   * @param there whether the file has a tensor of a name
   * @param method has the variables
   */
  static TensorSources of(
      List<String> prefixes, List<String> names, Predicate<String> there, Method method) {
    List<TensorRoute> routes = TensorRoute.of(prefixes);
    TensorSources best = new TensorSources(routes, method.network(), there, "");
    if (!prefixes.isEmpty()) {
      return best;
    }
    long most = best.found(method);
    for (String prefix : held(names)) {
      TensorSources other = new TensorSources(routes, method.network(), there, prefix);
      long found = other.found(method);
      if (found > most) {
        best = other;
        most = found;
      }
    }
    return best;
  }

  /** The prefixes of names that are made of nothing but {@link #HOLDERS}, the shortest first. */
  private static List<String> held(List<String> names) {
    Set<String> prefixes = new LinkedHashSet<>();
    for (String name : names) {
      int start = 0;
      int dot = name.indexOf('.');
      while (dot >= 0 && HOLDERS.contains(name.substring(start, dot))) {
        start = dot + 1;
        prefixes.add(name.substring(0, start));
        dot = name.indexOf('.', start);
      }
    }
    return List.copyOf(prefixes);
  }

  private long found(Method method) {
    return method.variables().stream().filter(spec -> of(spec.name()).isPresent()).count();
  }

  /** The prefix that the file's names are read without; mostly empty. */
  String prefix() {
    return prefix;
  }

  /**
   * The tensor for a variable; empty where there is none.
   *
   * @param variable its name
   */
  Optional<String> of(String variable) {
    if (!routes.isEmpty()) {
      return TensorRoute.source(routes, variable, there);
    }
    List<String> names = new ArrayList<>(List.of(variable));
    if (networkNames.contains(variable)) {
      names.addAll(network.publishedNames(variable));
    }
    return names.stream().map(prefix::concat).filter(there).findFirst();
  }
}
