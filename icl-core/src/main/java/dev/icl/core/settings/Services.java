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

  /**
   * Makes something of every service of a type, in the order of the class path.
   *
   * @param kind of the services, for error messages, as {@code method}
   * @param type their interface
   * @param made of them; asks a service for nothing that it cannot answer at once
   * @throws UserException if one cannot be loaded or was built for another release
   */
  public static <T, R> R load(String kind, Class<T> type, Function<List<T>, R> made) {
    try {
      List<T> found = new ArrayList<>();
      ServiceLoader.load(type).forEach(found::add);
      return made.apply(found);
    } catch (ServiceConfigurationError e) {
      throw unloaded(kind, String.valueOf(e.getMessage()), e);
    } catch (LinkageError e) {
      throw unloaded(kind, PluginCalls.reason(e), e);
    }
  }

  private static UserException unloaded(String kind, String reason, Error e) {
    return new UserException(
        "A plugin on the class path, of the kind %s, cannot be loaded (%s): mend its jar, or leave it off the class path."
            .formatted(kind, reason),
        e);
  }
}
