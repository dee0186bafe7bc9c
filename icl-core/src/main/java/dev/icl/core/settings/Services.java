package dev.icl.core.settings;

import dev.icl.core.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Services on the class path, whichever jar brings them. */
public final class Services {
  private Services() {}

  /** The loader that knows the plugins: the thread's own, where it has one. */
  static ClassLoader loader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? ClassLoader.getSystemClassLoader() : context;
  }

  /**
   * Makes something of every service of a type, in the order of the class path.
   *
   * @param kind of the services, for error messages, as {@code method}
   * @param type their interface
   * @param made of them; asks a service for nothing that it cannot answer at once
   * @throws UserException if one cannot be loaded or was built for another release, with its jar
   */
  public static <T, R> R load(String kind, Class<T> type, Function<List<T>, R> made) {
    ClassLoader loader = loader();
    try {
      List<T> found = new ArrayList<>();
      ServiceLoader.load(type, loader).forEach(found::add);
      return made.apply(found);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new UserException(
          "A plugin on the class path, of the kind %s, cannot be loaded (%s): mend its jar, or leave it off the class path."
              .formatted(kind, new BrokenService(type, loader).described(e)),
          e);
    }
  }
}
