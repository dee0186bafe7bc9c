package dev.icl.data.acdc;

import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A list file: one case a line, each the name of a file {@code data/<case>.h5}. Blank lines and
 * blanks around names do not count.
 */
final class CaseList {
  private CaseList() {}

  /**
   * The cases of a list, in order; the file of every one exists.
   *
   * @throws UserException if the list or a file it names is missing, or the list names nothing
   */
  static List<String> read(Path list, Path data) {
    List<String> lines = lines(list);
    List<String> cases = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i).strip();
      if (name.isEmpty()) {
        continue;
      }
      if (name.indexOf('\0') >= 0) {
        throw new UserException(
            "%s is no text file (line %d): put one name a line.".formatted(list, i + 1));
      }
      Path file = AcdcDataset.file(data, name);
      if (!Files.isRegularFile(file)) {
        throw new UserException(
            "%s names '%s' in line %d, but %s does not exist: restore the file, or remove the line."
                .formatted(list, name, i + 1, file));
      }
      cases.add(name);
    }
    if (cases.isEmpty()) {
      throw new UserException("%s names no case: put one name a line.".formatted(list));
    }
    return cases;
  }

  private static List<String> lines(Path list) {
    if (!Files.isRegularFile(list)) {
      throw new UserException(
          ("The list %s does not exist: set data.root to the folder that holds train_slices.list,"
                  + " val.list and data/.")
              .formatted(list));
    }
    try {
      return Files.readAllLines(list, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the list %s: it must be a text file in UTF-8, one case a line."
              .formatted(list),
          e);
    }
  }
}
