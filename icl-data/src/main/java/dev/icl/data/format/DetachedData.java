package dev.icl.data.format;

import dev.icl.core.error.UserException;
import dev.icl.core.io.AtomicFile;
import dev.icl.core.io.FileTrouble;
import dev.icl.data.io.FileBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The file of its own in which a header keeps its voxels. Only a file below the header's folder is
 * one: a header must not read what its reader may elsewhere.
 */
public final class DetachedData {
  /** A pattern such as {@code slice%03d.raw 1 9 1}. */
  private static final Pattern SEVERAL = Pattern.compile("%\\d*d\\S* \\d+ \\d+ \\d+");

  private static final int MOST_LETTERS = 80;

  private DetachedData() {}

  /**
   * The file that a header names.
   *
   * @param header the header's file
   * @param name as the header gives it
   * @param single the ending of files that hold header and voxels both, for a message
   * @throws UserException if it names several files, or one that is not below the header's folder
   * @throws InvalidPathException if the name is no path
   */
  public static Path of(Path header, String name, String single) {
    if (name.startsWith("LIST") || SEVERAL.matcher(name).find()) {
      throw new UserException(
          "%s keeps its voxels in several files (data file: %s), but only one can be read: save the scan as one %s file."
              .formatted(header, shown(name), single));
    }
    Path folder = header.resolveSibling("").toAbsolutePath().normalize();
    Path path = folder.resolve(name).normalize();
    if (!path.startsWith(folder) || path.equals(folder)) {
      throw new UserException(
          "%s names a data file that is not in its own folder (%s): put the file beside it and name that."
              .formatted(header, shown(name)));
    }
    return header.resolveSibling(folder.relativize(path));
  }

  /**
   * All bytes of that file.
   *
   * @param header the header's file
   * @param data the file that it names
   * @param limits the largest file
   * @throws UserException if it cannot be read
   */
  public static byte[] bytes(Path header, Path data, ReadLimits limits) {
    FileTrouble.of(data)
        .ifPresent(
            trouble -> {
              throw new UserException(
                  "%s names the data file %s, which %s: put it there."
                      .formatted(header, shown(data.toString()), trouble));
            });
    return FileBytes.all(data, limits.fileBytes());
  }

  /**
   * Writes a header, and voxels into a file beside it: of the same name with another ending.
   *
   * @param header the header's file
   * @param ending of the file of the voxels, with the dot
   * @param text of the header, for the name of that file
   * @param voxels writes them
   * @param overwrite whether files that exist may be replaced
   * @throws UserException if one exists and may not be replaced, or writing fails
   */
  public static void write(
      Path header,
      String ending,
      UnaryOperator<String> text,
      AtomicFile.Body voxels,
      boolean overwrite) {
    String name = String.valueOf(header.getFileName());
    String dataName = name.substring(0, name.lastIndexOf('.')) + ending;
    Path data = header.resolveSibling(dataName);
    AtomicFile.refuseExisting(header, overwrite);
    AtomicFile.refuseExisting(data, overwrite);
    // The voxels first: a header without them would be the worse half.
    AtomicFile.write(data, overwrite, voxels);
    byte[] bytes = text.apply(dataName).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(header, overwrite, out -> out.write(bytes));
  }

  /** A number for a header; whole ones without a point. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Whether a file's name has an ending, in letters of either case.
   *
   * @param ending in lower case with the dot
   */
  public static boolean hasEnding(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /** A value of a header for a message: shortened, without control characters. */
  public static String shown(String value) {
    String some = value.length() > MOST_LETTERS ? value.substring(0, MOST_LETTERS) + "…" : value;
    return some.replaceAll("\\p{Cntrl}", "?");
  }
}
