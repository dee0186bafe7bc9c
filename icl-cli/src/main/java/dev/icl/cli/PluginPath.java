package dev.icl.cli;

import dev.icl.core.error.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jars and folders that the user adds to the class path with {@code --class-path} and {@code
 * ICL_CLASS_PATH}. The launcher adds them, so that they are on Java's own class path, which the
 * JVMs that this one starts have too, and tells here which they are.
 */
final class PluginPath {
  private static final String OPTION = "--class-path";
  private static final String VARIABLE = "ICL_CLASS_PATH";
  private static final String ALL_JARS = "*";

  private final List<String> added;
  private final Path workingDirectory;

  /**
   * @param added by the launcher, in the syntax of Java's class path
   * @param workingDirectory the folder that relative entries start from
   */
  PluginPath(String added, Path workingDirectory) {
    this.added = entries(added);
    this.workingDirectory = workingDirectory;
  }

  /**
   * Checks that every entry exists, and that each of the two places brings something. A jar without
   * services beside others may be the library that one of them needs.
   *
   * @param option the value of {@code --class-path}; null where it is not given
   * @throws UserException if an entry does not exist or is no jar, a place brings nothing or
   *     something of no kind, two jars have one class, or the option did not reach the class path
   */
  void check(String option) {
    List<String> asked = entries(option == null ? "" : option);
    if (option != null && asked.isEmpty()) {
      throw new UserException(
          "%s: it names nothing; name a jar or a folder of classes, or leave it out."
              .formatted(OPTION));
    }
    if (!added.containsAll(asked)) {
      throw new UserException(
          "%s: the launcher icl adds such entries, but this Java was started without it; start icl, or add them to -cp of java and leave the option out."
              .formatted(OPTION));
    }
    Map<String, Path> owners = new HashMap<>();
    requireServices(OPTION, asked, owners);
    requireServices(
        VARIABLE, added.stream().filter(entry -> !asked.contains(entry)).toList(), owners);
  }

  private static List<String> entries(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private void requireServices(String origin, List<String> entries, Map<String, Path> owners) {
    boolean any = false;
    for (String entry : entries) {
      for (Path file : files(origin, entry)) {
        PluginServices services = read(origin, file);
        services.requireKnown(origin);
        services.requireSingle(origin, owners);
        any |= !services.isEmpty();
      }
    }
    if (!any && !entries.isEmpty()) {
      throw new UserException(
          "%s: %s offers nothing; name a jar whose META-INF/services names the classes of its networks, methods, datasets, engines or file formats (docs/extending)."
              .formatted(origin, String.join(" with ", entries)));
    }
  }

  /** The jars of {@code folder/*}, as Java understands it, or the entry itself. */
  private List<Path> files(String origin, String entry) {
    boolean all = entry.equals(ALL_JARS) || entry.endsWith(File.separator + ALL_JARS);
    String name = all ? entry.substring(0, entry.length() - 1) : entry;
    Path file = path(name);
    if (file == null || !Files.exists(file) || all && !Files.isDirectory(file)) {
      throw new UserException(
          "%s: there is no '%s'; name a jar or a folder of classes that exists, several joined by '%s'."
              .formatted(origin, name, File.pathSeparator));
    }
    return all ? jars(origin, file) : List.of(file);
  }

  private @Nullable Path path(String name) {
    try {
      return workingDirectory.resolve(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static List<Path> jars(String origin, Path folder) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
          jars.add(file);
        }
      }
    } catch (IOException e) {
      throw unreadable(origin, folder, "a folder", e);
    }
    return jars;
  }

  private static PluginServices read(String origin, Path file) {
    try {
      return PluginServices.of(file);
    } catch (IOException e) {
      throw unreadable(origin, file, Files.isDirectory(file) ? "a folder" : "a jar", e);
    }
  }

  private static UserException unreadable(String origin, Path file, String as, IOException e) {
    return new UserException(
        "%s: %s cannot be read as %s; name a jar or a folder of classes."
            .formatted(origin, file, as),
        e);
  }
}
