package dev.icl.report;

import dev.icl.core.io.Csv;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of a table for programs: each a title and a value of every row, in one place.
 *
 * @param <T> type of a row
 */
final class Columns<T> {
  private final List<String> titles = new ArrayList<>();
  private final List<Function<T, ?>> values = new ArrayList<>();

  /** Adds a column; a value that is null, or a number that is not finite, is an empty field. */
  Columns<T> with(String title, Function<T, ?> value) {
    titles.add(title);
    values.add(value);
    return this;
  }

  /** Adds the columns of a part of a row. */
  <P> Columns<T> with(Columns<P> others, Function<T, P> part) {
    for (int i = 0; i < others.titles.size(); i++) {
      with(others.titles.get(i), part.andThen(others.values.get(i)));
    }
    return this;
  }

  /** The table as the text of a file. */
  String csv(Collection<T> rows) {
    Csv csv = new Csv(titles.toArray(new String[0]));
    rows.forEach(row -> csv.row(values.stream().map(value -> value.apply(row)).toArray()));
    return csv.text();
  }
}
