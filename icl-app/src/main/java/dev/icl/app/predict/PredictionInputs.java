package dev.icl.app.predict;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileReason;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.format.FolderScans;
import dev.icl.data.format.VolumeFormats;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scans that files, folders and globs name. */
public final class PredictionInputs {
  private static final String GLOB = "*?[{";

  private final VolumeFormats formats;
  private final Path workingDirectory;
  private final Optional<Path> without;
  private final Consumer<String> notices;

  /**
   * A scan to be segmented.
   *
   * @param file where it is, or its first channel
   * @param more files of its other channels, in order
   * @param name of the case: the file's name without its ending, below the folder that was named
   */
  public record Input(Path file, List<Path> more, Path name) {
    /** Copies the list. */
    public Input {
      more = List.copyOf(more);
    }

    /**
     * A scan in one file.
     *
     * @param file where it is
     * @param name of the case
     */
    public Input(Path file, Path name) {
      this(file, List.of(), name);
    }

    /** The name of the case as text, with slashes on every system. */
    public String caseName() {
      return name.toString().replace(name.getFileSystem().getSeparator(), "/");
    }

    /** Every file, in the order of the channels. */
    public List<Path> files() {
      List<Path> files = new ArrayList<>(List.of(file));
      files.addAll(more);
      return List.copyOf(files);
    }
  }

  /**
   * @param formats the formats that are read
   * @param workingDirectory what relative names are relative to
   * @param without a folder whose files are no inputs: that of the results
   * @param notices receives a sentence about each named folder with files of no known format
   */
  public PredictionInputs(
      VolumeFormats formats, Path workingDirectory, Path without, Consumer<String> notices) {
    this(formats, workingDirectory, Optional.of(without), notices);
  }

  /**
   * The inputs of what writes no results.
   *
   * @param formats the formats that are read
   * @param workingDirectory the folder that relative names start from
   * @param notices as above
   */
  public PredictionInputs(VolumeFormats formats, Path workingDirectory, Consumer<String> notices) {
    this(formats, workingDirectory, Optional.empty(), notices);
  }

  private PredictionInputs(
      VolumeFormats formats,
      Path workingDirectory,
      Optional<Path> without,
      Consumer<String> notices) {
    this.formats = formats;
    this.notices = notices;
    this.workingDirectory = workingDirectory;
    this.without =
        without.map(folder -> workingDirectory.resolve(folder).toAbsolutePath().normalize());
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
      Path path = FileNames.existing(workingDirectory.resolve(name).normalize());
      if (Files.isDirectory(path)) {
        return all(path);
      }
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        requireReadable(path);
        return List.of(new Input(path, Path.of(formats.stem(path))));
      }
      Path parent = path.getParent();
      if (parent != null && formats.scans(parent).scans().contains(path)) {
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

  /** All scans in and below a folder. */
  private List<Input> all(Path folder) {
    Found found = files(folder);
    List<Input> scans = inputs(folder, found.scans(formats));
    List<Path> others = found.files().stream().filter(file -> !formats.knows(file)).toList();
    PassedOver.of(folder, others, scans.stream().map(Input::file).toList(), formats)
        .sentence()
        .ifPresent(notices);
    return scans;
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
          FileSystems.getDefault()
              .getPathMatcher("glob:" + FileNames.composed(glob.substring(slash + 1)));
      return inputs(
          start,
          files(start).scans(formats).stream()
              .filter(
                  file ->
                      matcher.matches(
                          Path.of(FileNames.composed(start.relativize(file).toString()))))
              .toList());
    } catch (PatternSyntaxException e) {
      throw new UserException(
          "'%s' is no glob: %s; put * for any name, ** for any folders, ? for any letter."
              .formatted(glob, e.getDescription()),
          e);
    }
  }

  /** Scans as inputs, by name. */
  private List<Input> inputs(Path start, List<Path> scans) {
    scans.stream().filter(scan -> !Files.isDirectory(scan)).forEach(this::requireThere);
    return scans.stream()
        .sorted()
        .map(file -> new Input(file, start.relativize(file).resolveSibling(formats.stem(file))))
        .toList();
  }

  /**
   * The content of a folder and those below it.
   *
   * @param files those that are no parts of series
   * @param series scans that files make together
   * @param labels folders of label maps beside images, which are not looked into
   */
  private record Found(List<Path> files, List<Path> series, List<Path> labels) {
    /** Series, and files of known formats. */
    List<Path> scans(VolumeFormats formats) {
      return Stream.concat(series.stream(), files.stream().filter(formats::knows)).toList();
    }
  }

  /** All in and below a folder; hidden files, results and label maps beside images excepted. */
  private Found files(Path start) {
    Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    try {
      collect(start, Set.of(), found);
      if (!found.labels().isEmpty()) {
        notices.accept(leftOut(found.labels()));
      }
      return found;
    } catch (DirectoryIteratorException e) {
      throw unreadable(start, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(start, e);
    }
  }

  /**
   * Follows links, those to a folder that is being looked into excepted: there is nothing new.
   *
   * @param above the folder's own folders
   * @param found receives what is there
   */
  private void collect(Path folder, Set<Path> above, Found found) throws IOException {
    Path real = folder.toRealPath();
    if (above.contains(real) || isResults(folder) || isResults(real)) {
      return;
    }
    Set<Path> here = new HashSet<>(above);
    here.add(real);
    FolderScans together = formats.scans(folder);
    found.series().addAll(together.scans());
    List<Path> entries = visible(folder);
    boolean images = entries.stream().anyMatch(entry -> isFolder(entry, "image"));
    for (Path entry : entries) {
      if (images && isFolder(entry, "label")) {
        found.labels().add(entry);
      } else if (Files.isDirectory(entry)) {
        collect(entry, here, found);
      } else if (!together.files().contains(entry)) {
        found.files().add(entry);
      }
    }
  }

  private static List<Path> visible(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (!String.valueOf(entry.getFileName()).startsWith(".")) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /** Whether it is a folder as {@code images} and {@code labels}, or {@code imagesTr}. */
  private static boolean isFolder(Path entry, String beginning) {
    String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
    return name.startsWith(beginning) && Files.isDirectory(entry);
  }

  private static String leftOut(List<Path> labels) {
    return "Not segmented, since label maps lie there beside the images: %s; to segment what is in it, name that folder itself."
        .formatted(labels.stream().sorted().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private boolean isResults(Path folder) {
    return without.filter(folder.toAbsolutePath().normalize()::startsWith).isPresent();
  }

  /** Checks a file, which may be the name of a series among others in its folder. */
  private void requireThere(Path file) {
    if (formats.knows(file)) {
      requireReadable(file);
    }
  }

  private static void requireReadable(Path file) {
    FileTrouble.of(file)
        .ifPresent(
            trouble -> {
              throw new UserException(
                  "%s %s: fetch the file that is meant, or remove the entry."
                      .formatted(file, trouble));
            });
  }

  private static UserException unreadable(Path start, IOException e) {
    return new UserException(
        start + " cannot be read (" + FileReason.of(e) + "); check its permissions.", e);
  }
}
