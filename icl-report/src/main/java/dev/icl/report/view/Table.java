package dev.icl.report.view;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table; the first cell of a row names it.
 *
 * @param caption the caption
 * @param note advice on how to read it; may be empty
 * @param columns titles
 * @param rows each of as many cells as there are columns
 */
public record Table(String caption, String note, List<Column> columns, List<Row> rows) {
  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            caption + ": " + row.cells().size() + " cells under " + columns.size() + " titles");
      }
    }
  }

  /** The same without the columns in which no row says anything. */
  public Table withoutEmptyColumns(String nothing) {
    List<Integer> kept =
        IntStream.range(0, columns.size())
            .filter(c -> rows.stream().anyMatch(row -> !row.cells().get(c).equals(nothing)))
            .boxed()
            .toList();
    return new Table(
        caption,
        note,
        kept.stream().map(columns::get).toList(),
        rows.stream().map(row -> row.with(kept.stream().map(row.cells()::get).toList())).toList());
  }

  /**
   * A column.
   *
   * @param title with the unit
   * @param numeric whether its cells are numbers, which stand on the right
   */
  public record Column(String title, boolean numeric) {
    /** A column of words. */
    public static Column words(String title) {
      return new Column(title, false);
    }

    /** A column of numbers. */
    public static Column number(String title) {
      return new Column(title, true);
    }
  }

  /**
   * A row.
   *
   * @param color class of the style sheet that marks it; may be empty
   * @param cells the first names the row
   * @param link the address that its first cell leads to; empty for none
   */
  public record Row(String color, List<String> cells, Optional<String> link) {
    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }

    /** One that leads nowhere. */
    public Row(String color, List<String> cells) {
      this(color, cells, Optional.empty());
    }

    /** One without a mark whose name may be a link. */
    public static Row linked(Optional<String> link, List<String> cells) {
      return new Row("", cells, link);
    }

    private Row with(List<String> others) {
      return new Row(color, others, link);
    }
  }
}
