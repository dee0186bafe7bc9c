package dev.icl.core.settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** The search for the service that cannot be loaded: Java does not tell which jar names it. */
final class BrokenService {
  private static final String LISTS = "META-INF/services/";

  private final Class<?> type;
  private final ClassLoader loader;

  /**
   * @param type the interface of the services
   * @param loader that looks for them
   */
  BrokenService(Class<?> type, ClassLoader loader) {
    this.type = type;
    this.loader = loader;
  }

  /**
   * The class, its jar and what is wrong with it; Java's own words if every class can be loaded.
   *
   * @param failure that Java ended its search with
   */
  String described(Error failure) {
    try {
      for (URL list : Collections.list(loader.getResources(LISTS + type.getName()))) {
        for (String name : names(list)) {
          Optional<String> trouble = trouble(name);
          if (trouble.isPresent()) {
            String place = Origin.of(list, LISTS + type.getName());
            return "%s of %s: %s".formatted(name, place, trouble.get());
          }
        }
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return reason(failure);
  }

  private static List<String> names(URL list) throws IOException {
    URLConnection connection = list.openConnection();
    connection.setUseCaches(false);
    try (InputStream stream = connection.getInputStream();
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.replaceAll("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }

  private Optional<String> trouble(String name) {
    try {
      Class<?> found = Class.forName(name, false, loader);
      if (!type.isAssignableFrom(found)) {
        return Optional.of("it is no " + type.getName());
      }
      Object unused = found.getConstructor().newInstance();
      return Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.of("there is no such class");
    } catch (InvocationTargetException e) {
      return Optional.of(ofConstructor(e.getCause()));
    } catch (ReflectiveOperationException e) {
      return Optional.of("it has no public constructor without arguments");
    } catch (LinkageError e) {
      return Optional.of(PluginCalls.reason(e));
    }
  }

  private static String ofConstructor(@Nullable Throwable failure) {
    return failure instanceof LinkageError link
        ? PluginCalls.reason(link)
        : "its constructor fails with " + failure;
  }

  private static String reason(Error failure) {
    return failure instanceof LinkageError link
        ? PluginCalls.reason(link)
        : failure instanceof ServiceConfigurationError
            ? String.valueOf(failure.getMessage())
            : failure.toString();
  }
}
