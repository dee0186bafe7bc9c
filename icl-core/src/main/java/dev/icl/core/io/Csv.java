package dev.icl.core.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 says, with {@code \n} between lines: numbers with a decimal point, nothing
 * where there is none.
 */
public final class Csv {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  /** Begins a table with the titles of its columns. */
  public Csv(String... titles) {
    columns = titles.length;
    append(List.of(titles));
  }

  /**
   * Adds a row; null and numbers that are not finite are empty fields.
   *
   * @param values as many as there are columns
   */
  public void row(@Nullable Object... values) {
    if (values.length != columns) {
      throw new IllegalArgumentException(values.length + " fields in " + columns + " columns");
    }
    List<String> fields = new ArrayList<>();
    for (Object value : values) {
      boolean none = value == null || value instanceof Double d && !Double.isFinite(d);
      fields.add(none ? "" : value.toString());
    }
    append(fields);
  }

  /** The table so far, as the text of a file. */
  public String text() {
    return text.toString();
  }

  /** The fields of a line, without the quotes; a field has no line breaks. */
  public static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }

  private void append(List<String> fields) {
    text.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(","))).append('\n');
  }

  private static String quoted(String field) {
    return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
