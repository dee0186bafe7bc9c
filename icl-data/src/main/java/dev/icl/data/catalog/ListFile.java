package dev.icl.data.catalog;

import dev.icl.core.error.UserException;
import dev.icl.core.io.FileNames;
import dev.icl.core.io.FileTrouble;
import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A list file: one case a line, each the name of a file. Blank lines, blanks around names, byte
 * order marks and what follows a comma do not count; an accent is the same in either Unicode form.
 *
 * @param path of the list
 * @param missing the remedy where there is none: the end of a sentence
 */
public record ListFile(Path path, String missing) {
  /** The byte order mark, which is in the middle where lists were put together. */
  private static final String MARK = "\uFEFF";

  /**
   * The cases of the list, in order, whose files exist.
   *
   * @param file of a case
   * @param findings receives a missing list, names without a file, names that come twice
   */
  public List<String> read(Function<String, Path> file, DatasetDiagnostics findings) {
    List<String> lines;
    try {
      lines = lines();
    } catch (UserException e) {
      findings.add(e.getMessage());
      return List.of();
    }
    Set<String> cases = new LinkedHashSet<>();
    int named = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String name =
          line.substring(0, line.indexOf(',') < 0 ? line.length() : line.indexOf(','))
              .replace(MARK, "")
              .strip();
      if (name.isEmpty()) {
        continue;
      }
      named++;
      String problem = problem(name, i + 1, file, cases);
      if (problem.isEmpty()) {
        cases.add(FileNames.composed(name));
      } else {
        findings.add(problem);
      }
    }
    if (named == 0) {
      findings.add("%s names no case: put one name a line.".formatted(path));
    }
    return List.copyOf(cases);
  }

  private String problem(String name, int line, Function<String, Path> file, Set<String> before) {
    if (name.indexOf('\0') >= 0) {
      return "%s is no text file (line %d): put one name a line.".formatted(path, line);
    }
    if (before.contains(FileNames.composed(name))) {
      return "%s names '%s' again in line %d: remove one of the lines.".formatted(path, name, line);
    }
    if (!DatasetPaths.staysWithin(name)) {
      return "%s names '%s' in line %d, which is not below the dataset's folder: remove the line."
          .formatted(path, name, line);
    }
    Path wanted = FileNames.existing(file.apply(name));
    return FileTrouble.of(wanted)
        .map(
            trouble ->
                "%s names '%s' in line %d, but %s %s: restore the file, or remove the line."
                    .formatted(path, name, line, wanted, trouble))
        .orElse("");
  }

  private List<String> lines() {
    FileTrouble.of(path)
        .ifPresent(
            trouble -> {
              throw new UserException("The list %s %s: %s.".formatted(path, trouble, missing));
            });
    try {
      return TextFile.lines(path);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the list %s: it must be a text file in UTF-8, one case a line."
              .formatted(path),
          e);
    }
  }
}
