package dev.icl.core.settings;

import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jars and folders that classes come from. */
public final class Origin {
  private Origin() {}

  /** The jar or folder of a class; empty where Java does not tell. */
  public static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL place = source == null ? null : source.getLocation();
    return place == null ? "" : path(place.toString());
  }

  /**
   * The jar or folder that holds a resource.
   *
   * @param resource as a class loader found it
   * @param name by which it was asked for
   */
  static String of(URL resource, String name) {
    String text = resource.toString();
    String place = text.endsWith(name) ? text.substring(0, text.length() - name.length()) : text;
    return path(place.replaceFirst("^jar:", "").replaceFirst("!/$", ""));
  }

  private static String path(String place) {
    try {
      return Path.of(URI.create(place)).toString();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return place; // not a file
    }
  }

  /** The class of a plugin with its jar or folder, as {@code org.acme.Net of /lib/acme.jar}. */
  public static String described(Object plugin) {
    String place = of(plugin.getClass());
    return plugin.getClass().getName() + (place.isEmpty() ? "" : " of " + place);
  }
}
