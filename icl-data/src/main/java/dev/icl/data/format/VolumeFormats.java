package dev.icl.data.format;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.PluginCalls;
import dev.icl.core.settings.Services;
import dev.icl.data.io.FileBytes;
import dev.icl.data.io.Inflated;
import dev.icl.data.scan.Scan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The formats at hand: a file is read by the format of its ending or, where no format has that
 * ending, by the one that recognises its first bytes; a folder by the one that recognises its
 * files.
 */
public final class VolumeFormats {
  private static final int HEAD = 512;

  private final List<VolumeFormat> formats;

  /**
   * @param formats in the order in which they are asked
   */
  public VolumeFormats(List<VolumeFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /**
   * Every format that {@link java.util.ServiceLoader} finds, by name.
   *
   * @throws UserException if one cannot be loaded
   */
  public static VolumeFormats installed() {
    return Services.load(
        "file format",
        VolumeFormat.class,
        found ->
            new VolumeFormats(
                found.stream().sorted(Comparator.comparing(VolumeFormats::name)).toList()));
  }

  private static String name(VolumeFormat format) {
    List<String> unused =
        PluginCalls.fact("file format", format, "extensions()", format::extensions);
    return PluginCalls.fact("file format", format, "name()", format::name);
  }

  /** The formats. */
  public List<VolumeFormat> all() {
    return formats;
  }

  /** Whether the name of a file ends as one of a format does. */
  public boolean knows(Path file) {
    return ending(file).isPresent();
  }

  /**
   * The name of a file without folder and ending, {@code case1} for {@code a/case1.nii.gz}; of a
   * folder its whole name.
   */
  public String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      return name;
    }
    return ending(file).map(e -> name.substring(0, name.length() - e.length())).orElse(name);
  }

  /**
   * The scans that the files of a folder make together, such as those of DICOM series; none where
   * every scan has a file of its own.
   *
   * @throws UserException if it cannot be read
   */
  public FolderScans scans(Path folder) {
    return byFolder(folder).map(format -> format.scans(folder)).orElse(FolderScans.NONE);
  }

  /** A name for the patient of a scan, where its file says who that is. */
  public Optional<String> patient(Path file) {
    return of(file).patient(file);
  }

  private Optional<VolumeFormat> byFolder(Path folder) {
    return Files.isDirectory(folder)
        ? formats.stream().filter(f -> f.recognisesFolder(folder)).findFirst()
        : Optional.empty();
  }

  /** The format of a folder that is a scan, or holds one of that name. */
  private Optional<VolumeFormat> together(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null || Files.exists(path) ? byFolder(path) : byFolder(parent);
  }

  /**
   * The format of a file, by its ending or its first bytes, or of a folder by its files.
   *
   * @throws UserException if there is no such file, or it is of no format at hand
   */
  public VolumeFormat of(Path file) {
    Optional<VolumeFormat> named =
        Files.isDirectory(file) ? byFolder(file) : byEnding(file).or(() -> together(file));
    if (named.isPresent()) {
      return named.get();
    }
    byte[] head = FileBytes.head(file, HEAD);
    return formats.stream()
        .filter(f -> f.recognises(head))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "%s is in no known image format; use one of %s."
                        .formatted(file, described(formats.stream()))));
  }

  /**
   * Every file that reading a file reads, such as both of a pair; they need not exist.
   *
   * @throws UserException if the file must be read to tell, and cannot be
   */
  public List<Path> files(Path file) {
    return of(file).files(file);
  }

  /**
   * Whether a file of a known ending holds a label map in addition to its image; damage is not
   * reported.
   */
  public boolean holdsLabel(Path file) {
    return byEnding(file).map(format -> format.holdsLabel(file)).orElse(false);
  }

  /**
   * Whether a file of a known ending holds a single slice, once it is written.
   *
   * @param file need not exist
   */
  public boolean holdsOneSlice(Path file) {
    return byEnding(file).map(VolumeFormat::holdsOneSlice).orElse(false);
  }

  /**
   * Everything in a file, within {@link ReadLimits#standard()}.
   *
   * @throws UserException if it cannot be read; the message names file and reason
   */
  public Contents read(Path file) {
    return read(file, ReadLimits.standard());
  }

  /**
   * Everything in a file.
   *
   * @throws UserException if it cannot be read; the message names file and reason
   */
  public Contents read(Path file, ReadLimits limits) {
    VolumeFormat format = of(file);
    try {
      return format.read(file, limits);
    } catch (UserException e) {
      throw other(file, format).<UserException>map(o -> misnamed(file, format, o, e)).orElse(e);
    } catch (OutOfMemoryError e) {
      throw new UserException(
          "%s does not fit into the memory of this Java: give it a larger heap (-Xmx)."
              .formatted(file),
          e);
    }
  }

  /** The format of a file whose first bytes are not those of the format that its name says. */
  private Optional<VolumeFormat> other(Path file, VolumeFormat named) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    byte[] head = FileBytes.head(file, HEAD);
    // what is compressed may be of any format
    return named.recognises(head) || Inflated.isGzip(head)
        ? Optional.empty()
        : formats.stream().filter(f -> f.recognises(head)).findFirst();
  }

  private static UserException misnamed(
      Path file, VolumeFormat named, VolumeFormat found, UserException cause) {
    String ending =
        found.extensions().stream().filter(e -> !e.endsWith(".gz")).findFirst().orElse("another");
    return new UserException(
        "%s is %s by its first bytes, not %s as its name says: rename it to end in %s."
            .formatted(file, found.name(), named.name(), ending),
        cause);
  }

  /**
   * The image in a file.
   *
   * @throws UserException if it cannot be read or holds a label map only
   */
  public Scan readImage(Path file) {
    return readImage(file, ReadLimits.standard());
  }

  /**
   * The image in a file.
   *
   * @throws UserException if it cannot be read or holds a label map only
   */
  public Scan readImage(Path file, ReadLimits limits) {
    return read(file, limits)
        .image()
        .orElseThrow(
            () ->
                new UserException(
                    "%s holds a label map but no 'image': name a file that has one."
                        .formatted(file)));
  }

  /**
   * The label map in a file: the one that accompanies an image, or else the only array there is.
   *
   * @throws UserException if it cannot be read
   */
  public Scan readLabel(Path file) {
    Contents contents = read(file, ReadLimits.standard());
    return contents.label().or(contents::image).orElseThrow();
  }

  /**
   * Writes a file in the format of its ending; it appears whole or not at all.
   *
   * @param file the file to write; its ending decides the format
   * @param contents the arrays to write
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if no format that writes has the ending, the format cannot hold the
   *     contents, the file exists and may not be replaced, or writing fails
   */
  public void write(Path file, Contents contents, boolean overwrite) {
    writer(file).write(file, contents, overwrite);
  }

  /**
   * Writes the probabilities of classes in the format of a file's ending; it appears whole or not
   * at all.
   *
   * @param file the file to write; its ending decides the format
   * @param maps the probabilities, on a grid of three axes
   * @param overwrite whether a file that exists may be replaced
   * @throws UserException if no format that writes has the ending, the format holds no
   *     probabilities, the file exists and may not be replaced, or writing fails
   */
  public void writeProbabilities(Path file, ClassMaps maps, boolean overwrite) {
    writer(file).writeProbabilities(file, maps, overwrite);
  }

  private VolumeFormat writer(Path file) {
    return byEnding(file)
        .filter(VolumeFormat::writes)
        .orElseThrow(
            () ->
                new UserException(
                    "%s cannot be written: its ending must be one of %s."
                        .formatted(
                            file, described(formats.stream().filter(VolumeFormat::writes)))));
  }

  private static String described(Stream<VolumeFormat> formats) {
    return String.join(
        ", ", formats.map(f -> f.name() + " (" + String.join(", ", f.extensions()) + ")").toList());
  }

  private Optional<VolumeFormat> byEnding(Path file) {
    return ending(file)
        .flatMap(
            e -> formats.stream().filter(format -> format.extensions().contains(e)).findFirst());
  }

  /** The longest of the known endings that the name has. */
  private Optional<String> ending(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return formats.stream()
        .flatMap(f -> f.extensions().stream())
        .filter(name::endsWith)
        .max(Comparator.comparingInt(String::length));
  }
}
