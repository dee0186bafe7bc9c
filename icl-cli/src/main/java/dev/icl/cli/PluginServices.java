package dev.icl.cli;

import dev.icl.core.engine.EnginePlugin;
import dev.icl.core.error.NearestName;
import dev.icl.core.error.UserException;
import dev.icl.core.io.TextFile;
import dev.icl.data.DatasetProvider;
import dev.icl.data.format.VolumeFormat;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.network.NetworkProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes that a jar or a folder of classes lists as plugins.
 *
 * @param file the jar or folder
 * @param classes names of classes, by the interface that they are listed for
 */
record PluginServices(Path file, Map<String, List<String>> classes) {
  private static final String SERVICES = "META-INF/services/";
  private static final String OURS = "dev.icl.";
  private static final List<String> KINDS =
      Stream.of(
              NetworkProvider.class,
              MethodProvider.class,
              DatasetProvider.class,
              EnginePlugin.class,
              VolumeFormat.class)
          .map(Class::getName)
          .toList();

  /**
   * Reads the lists of this program's services; those of others are left out.
   *
   * @throws IOException if it cannot be read, or is no jar
   */
  static PluginServices of(Path file) throws IOException {
    Map<String, List<String>> classes = new TreeMap<>();
    if (Files.isDirectory(file)) {
      Path services = file.resolve(SERVICES);
      String[] names = services.toFile().list();
      for (String name : names == null ? new String[0] : names) {
        if (name.startsWith(OURS)) {
          classes.put(name, names(TextFile.bytes(services.resolve(name))));
        }
      }
      return new PluginServices(file, classes);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().startsWith(SERVICES + OURS)) {
          try (InputStream list = zip.getInputStream(entry)) {
            classes.put(
                entry.getName().substring(SERVICES.length()),
                names(list.readNBytes(TextFile.MOST_BYTES)));
          }
        }
      }
    }
    return new PluginServices(file, classes);
  }

  private static List<String> names(byte[] list) {
    return Arrays.stream(new String(list, StandardCharsets.UTF_8).split("\\R"))
        .map(line -> line.replaceAll("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Whether nothing is listed for this program. */
  boolean isEmpty() {
    return classes.isEmpty();
  }

  /**
   * Refuses lists for an interface that is none of a plugin, which nobody would ever read.
   *
   * @param origin the option or variable that names the file
   */
  void requireKnown(String origin) {
    for (String service : classes.keySet()) {
      if (!KINDS.contains(service)) {
        String question = NearestName.question(service, KINDS);
        throw new UserException(
            "%s: %s has %s%s, but that is no kind of plugin%s"
                .formatted(
                    origin, file, SERVICES, service, question.isEmpty() ? choice() : question));
      }
    }
  }

  private static String choice() {
    return "; use one of " + String.join(", ", KINDS) + ".";
  }

  /**
   * Refuses a class that another jar has too, as two releases of a plugin do: Java would take the
   * first and say nothing.
   *
   * @param origin the option or variable that names the file
   * @param owners the jar or folder of each class so far; receives those of this one
   */
  void requireSingle(String origin, Map<String, Path> owners) {
    for (String name : classes.values().stream().flatMap(List::stream).toList()) {
      Path owner = owners.putIfAbsent(name, file);
      if (owner != null && !isSame(owner)) {
        throw new UserException(
            "%s: both %s and %s have the plugin %s; keep one of them."
                .formatted(origin, owner, file, name));
      }
    }
  }

  private boolean isSame(Path other) {
    try {
      return Files.isSameFile(file, other);
    } catch (IOException e) {
      return false;
    }
  }
}
