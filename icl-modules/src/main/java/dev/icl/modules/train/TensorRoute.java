package dev.icl.modules.train;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A route from names of tensors in a file to names of variables: one prefix in place of another.
 *
 * @param inFile what the tensor's name begins with
 * @param inNetwork what the variable's name begins with
 */
record TensorRoute(String inFile, String inNetwork) {
  /**
   * The routes of a configuration.
   *
   * @param prefixes each one prefix for both, or two as {@code file=network}
   */
  static List<TensorRoute> of(List<String> prefixes) {
    return prefixes.stream().map(TensorRoute::of).toList();
  }

  private static TensorRoute of(String written) {
    int equals = written.indexOf('=');
    return equals < 0
        ? new TensorRoute(written, written)
        : new TensorRoute(written.substring(0, equals), written.substring(equals + 1));
  }

  /**
   * The tensor for a variable: the first that a route leads to.
   *
   * @param routes in their order
   * @param variable its name
   * @param there whether the file has a tensor of a name
   */
  static Optional<String> source(
      List<TensorRoute> routes, String variable, Predicate<String> there) {
    return routes.stream()
        .filter(route -> variable.startsWith(route.inNetwork))
        .map(route -> route.inFile + variable.substring(route.inNetwork.length()))
        .filter(there)
        .findFirst();
  }
}
