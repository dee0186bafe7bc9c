package dev.icl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as RFC 4180 says, with {@code \n} between lines: numbers with a decimal point, nothing
 * where there is none.
 */
final class Csv {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  Csv(String... titles) {
    columns = titles.length;
    append(List.of(titles));
  }

  /** Adds a row; null and NaN are empty fields. */
  void row(Object... values) {
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

  String text() {
    return text.toString();
  }

  private void append(List<String> fields) {
    text.append(fields.stream().map(Csv::quoted).collect(Collectors.joining(","))).append('\n');
  }

  private static String quoted(String field) {
    return field.matches("[^\",\r\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
