package dev.icl.core.settings;

import java.net.URISyntaxException;
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
    if (place == null) {
      return "";
    }
    try {
      return Path.of(place.toURI()).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return place.toString(); // not a file
    }
  }

  /** The class of a plugin with its jar or folder, as {@code org.acme.Net of /lib/acme.jar}. */
  public static String described(Object plugin) {
    String place = of(plugin.getClass());
    return plugin.getClass().getName() + (place.isEmpty() ? "" : " of " + place);
  }
}
