package dev.icl.bench.speed;

import java.util.Locale;

/** Rows of a name, a value and a remark, for people. */
final class TextTable {
  private final StringBuilder text = new StringBuilder();

  TextTable title(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append(System.lineSeparator());
    return this;
  }

  TextTable row(String name, String pattern, Object... values) {
    return title("%-32s %s", name, String.format(Locale.ROOT, pattern, values));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
