package dev.icl.core.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The names under which a program that is compiled with {@link Compilation#gradients} returns
 * gradients beside its outputs.
 */
public final class Gradients {
  private static final String PREFIX = "grad/";

  private Gradients() {}

  /** The name of the gradient with respect to a variable. */
  public static String name(String variable) {
    return PREFIX + variable;
  }

  /** Whether a result of that name is a gradient. */
  public static boolean isName(String result) {
    return result.startsWith(PREFIX);
  }

  /**
   * The gradients among the results of a program.
   *
   * @param results of {@link CompiledProgram#run}
   * @return by the variable's name, sorted
   */
  public static <T> SortedMap<String, T> of(Map<String, T> results) {
    SortedMap<String, T> gradients = new TreeMap<>();
    results.forEach(
        (name, value) -> {
          if (isName(name)) {
            gradients.put(name.substring(PREFIX.length()), value);
          }
        });
    return Collections.unmodifiableSortedMap(gradients);
  }
}
