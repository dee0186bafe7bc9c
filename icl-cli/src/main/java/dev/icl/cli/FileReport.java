package dev.icl.cli;

import dev.icl.core.json.Json;
import dev.icl.data.tools.FileFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of image files, for people and for programs. */
final class FileReport {
  private static final List<String> HEAD =
      List.of(
          "file",
          "array",
          "format",
          "shape",
          "spacing mm",
          "orientation",
          "sform",
          "qform",
          "type",
          "min",
          "max",
          "mean",
          "std",
          "labels");

  private FileReport() {}

  private record Report(List<FileFacts> files, List<String> problems) {}

  static String json(List<FileFacts> facts, List<String> problems) {
    return Json.indented(new Report(facts, problems));
  }

  static String table(List<FileFacts> facts) {
    if (facts.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    facts.forEach(f -> rows.add(row(f)));
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < HEAD.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
        line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    for (FileFacts f : facts) {
      f.notes()
          .forEach(
              note ->
                  text.append("Note: %s (%s)".formatted(note, f.file()))
                      .append(System.lineSeparator()));
    }
    return text.toString();
  }

  private static List<String> row(FileFacts f) {
    return List.of(
        f.file(),
        f.array(),
        f.format(),
        f.shape().stream().map(String::valueOf).collect(Collectors.joining("x")),
        f.spacing().isEmpty()
            ? "-"
            : f.spacing().stream().map(FileReport::number).collect(Collectors.joining("x")),
        f.orientation().isEmpty() ? "-" : f.orientation(),
        form(f.forms().get("sform")),
        form(f.forms().get("qform")),
        f.type(),
        number(f.min()),
        number(f.max()),
        number(f.mean()),
        number(f.std()),
        f.histogram().isEmpty()
            ? "-"
            : f.histogram().entrySet().stream()
                .map(e -> e.getKey() + ":" + e.getValue())
                .collect(Collectors.joining(" ")));
  }

  /** Code, orientation and offset. */
  private static String form(FileFacts.@Nullable Form form) {
    if (form == null) {
      return "-";
    }
    if (form.rows().isEmpty()) {
      return form.code() + " no inverse";
    }
    return "%d %s (%s, %s, %s)"
        .formatted(
            form.code(),
            form.orientation(),
            number(form.rows().get(3)),
            number(form.rows().get(7)),
            number(form.rows().get(11)));
  }

  private static String number(double value) {
    String text = Texts.format("%.4f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
