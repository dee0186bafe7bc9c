package dev.icl.bench.predict;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileReason;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the scans that files, folders and globs name. */
public final class PredictionInputs {
  private static final String GLOB = "*?[{";

  private final VolumeFormats formats;
  private final Path workingDirectory;
  private final Path without;

  /**
   * A scan to be segmented.
   *
   * @param file where it is
   * @param name of the case: the file's name without its ending, below the folder that was named
   */
  public record Input(Path file, Path name) {}

  /**
   * @param workingDirectory what relative names are relative to
   * @param without a folder whose files are no inputs: that of the results
   */
  public PredictionInputs(VolumeFormats formats, Path workingDirectory, Path without) {
    this.formats = formats;
    this.workingDirectory = workingDirectory;
    this.without = workingDirectory.resolve(without).toAbsolutePath().normalize();
  }

  /**
   * The scans, in the order in which they are named, those of a folder by name; each once.
   *
   * @param names of files, of folders, all known formats in and below which count, and globs such
   *     as {@code scans/*_0000.nii.gz}
   * @throws UserException if one names nothing, or two scans would have one name
   */
  public List<Input> of(List<String> names) {
    Map<Path, Input> found = new LinkedHashMap<>();
    for (String name : names) {
      List<Input> some = named(name);
      if (some.isEmpty()) {
        throw new UserException(
            "%s holds no scan of a known format: name files, folders or globs of scans."
                .formatted(name));
      }
      some.forEach(input -> found.putIfAbsent(input.file(), input));
    }
    return distinct(found);
  }

  private static List<Input> distinct(Map<Path, Input> found) {
    Map<Path, Input> byName = new LinkedHashMap<>();
    for (Input input : found.values()) {
      Input before = byName.putIfAbsent(input.name(), input);
      if (before != null && !pair(before.file(), input.file())) {
        throw new UserException(
            "%s and %s would both be segmented into '%s': name folders, whose order below is kept, or segment them into two folders."
                .formatted(before.file(), input.file(), input.name()));
      }
    }
    return List.copyOf(byName.values());
  }

  /** Whether two files are header and voxels of one scan. */
  private static boolean pair(Path a, Path b) {
    return (a + " " + b).toLowerCase(Locale.ROOT).matches(".*\\.hdr(\\.gz)? .*\\.img(\\.gz)?");
  }

  private List<Input> named(String name) {
    try {
      Path path = workingDirectory.resolve(name).normalize();
      if (Files.isDirectory(path)) {
        return below(path, path, file -> formats.knows(file));
      }
      if (Files.exists(path)) {
        return List.of(new Input(path, Path.of(formats.stem(path))));
      }
    } catch (InvalidPathException e) {
      if (!isGlob(name)) {
        throw new UserException("'" + name + "' is no path: name files, folders or globs.", e);
      }
    }
    if (!isGlob(name)) {
      throw new UserException(
          name + " does not exist: name files, folders or globs, such as 'scans/*.nii.gz'.");
    }
    return matching(name);
  }

  private static boolean isGlob(String name) {
    return name.chars().anyMatch(c -> GLOB.indexOf(c) >= 0);
  }

  private List<Input> matching(String glob) {
    int first = 0;
    while (GLOB.indexOf(glob.charAt(first)) < 0) {
      first++;
    }
    int slash = glob.lastIndexOf('/', first);
    Path start =
        workingDirectory
            .resolve(slash < 0 ? "" : slash == 0 ? "/" : glob.substring(0, slash))
            .normalize();
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try {
      PathMatcher matcher =
          FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(slash + 1));
      return below(
          start, start, file -> formats.knows(file) && matcher.matches(start.relativize(file)));
    } catch (PatternSyntaxException e) {
      throw new UserException(
          "'%s' is no glob: %s; put * for any name, ** for any folders, ? for any letter."
              .formatted(glob, e.getDescription()),
          e);
    }
  }

  private List<Input> below(Path start, Path root, Predicate<Path> wanted) {
    List<Input> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(start)) {
      files
          .filter(file -> !file.toAbsolutePath().normalize().startsWith(without))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?\\..*"))
          .filter(file -> Files.isRegularFile(file) && wanted.test(file))
          .sorted()
          .forEach(
              file ->
                  inputs.add(
                      new Input(file, root.relativize(file).resolveSibling(formats.stem(file)))));
    } catch (IOException e) {
      throw unreadable(start, e);
    } catch (UncheckedIOException e) {
      throw unreadable(start, e.getCause());
    }
    return inputs;
  }

  private static UserException unreadable(Path start, IOException e) {
    return new UserException(
        start + " cannot be read (" + FileReason.of(e) + "); check its permissions.", e);
  }
}
