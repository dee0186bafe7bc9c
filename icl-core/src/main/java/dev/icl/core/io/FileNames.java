package dev.icl.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.stream.Stream;

/**
 * Names in the two forms that Unicode has for a letter with an accent, one character or two. They
 * look the same, some systems store one and some the other, and most file systems hold them to be
 * different names.
 */
public final class FileNames {
  private FileNames() {}

  /** A name with every accent in the one character of its letter (NFC), for comparisons. */
  public static String composed(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  /**
   * A path as the file system spells it.
   *
   * @return what there is of that name, or else of that name in the other form, or else the path
   */
  public static Path existing(Path path) {
    Path name = path.getFileName();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) || name == null) {
      return path;
    }
    Path parent = path.getParent();
    Path folder = parent == null ? Path.of("") : existing(parent);
    if (!Files.isDirectory(folder)) {
      return path;
    }
    String wanted = composed(name.toString());
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> composed(String.valueOf(e.getFileName())).equals(wanted))
          .findFirst()
          .orElse(path);
    } catch (IOException e) {
      return path;
    }
  }
}
