package dev.icl.app.results;

import dev.icl.core.error.UserException;
import dev.icl.core.io.Csv;
import dev.icl.core.io.TextFile;
import dev.icl.core.text.Counts;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code cases.csv}: a line for each class of each case, with a column for every {@link Metric}
 * that names its unit where there is more than one. A field is empty where the class is not counted
 * or the metric was not measured. The last one is the print of the class in the case's reference,
 * by which results of one scan are known. Fields are quoted as RFC 4180 says, without line breaks.
 */
public final class CasesCsv {
  private static final String CASE = "case";
  private static final String PATIENT = "patient";
  private static final String CLASS = "class";
  private static final String REFERENCE = "reference";

  private CasesCsv() {}

  /** The file's text. */
  public static String text(List<CaseRow> rows) {
    List<String> titles = new ArrayList<>(List.of(CASE, PATIENT, CLASS));
    for (Metric metric : Metric.values()) {
      titles.add(metric.column());
    }
    titles.add(REFERENCE);
    Csv csv = new Csv(titles.toArray(new String[0]));
    for (CaseRow row : rows) {
      List<Object> fields = new ArrayList<>();
      fields.add(oneLine(row.name()));
      fields.add(oneLine(row.patient().orElse("")));
      fields.add(oneLine(row.label()));
      for (Metric metric : Metric.values()) {
        fields.add(row.scores().get(metric));
      }
      fields.add(oneLine(row.reference().orElse("")));
      csv.row(fields.toArray());
    }
    return csv.text();
  }

  private static String oneLine(String field) {
    return field.replaceAll("[\r\n]+", " ");
  }

  /**
   * Reads a file. Columns may be in any order, and ones that are no metric are passed over; earlier
   * releases wrote no patients and no references.
   *
   * @throws UserException if it cannot be read or is not such a file
   */
  public static List<CaseRow> read(Path file) {
    List<String> lines;
    try {
      lines = TextFile.lines(file);
    } catch (IOException e) {
      throw new UserException(
          file + " cannot be read; name a folder that icl evaluate --out wrote.", e);
    }
    List<String> header = lines.isEmpty() ? List.of() : Csv.fields(lines.get(0));
    if (!header.contains(CASE) || !header.contains(CLASS)) {
      throw new UserException(
          file
              + " has no columns 'case' and 'class' in line 1; name a folder that icl evaluate --out wrote.");
    }
    List<CaseRow> rows = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        rows.add(row(file + ", line " + (i + 1), header, Csv.fields(lines.get(i))));
      }
    }
    return rows;
  }

  private static CaseRow row(String where, List<String> header, List<String> fields) {
    if (fields.size() != header.size()) {
      throw new UserException(
          "%s: %s under %s; write it anew with icl evaluate."
              .formatted(
                  where,
                  Counts.of(fields.size(), "field"),
                  Counts.of(header.size(), "column name")));
    }
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (int c = 0; c < fields.size(); c++) {
      Optional<Metric> metric = Metric.named(header.get(c));
      if (metric.isPresent() && !fields.get(c).isEmpty()) {
        values.put(metric.get(), number(where, header.get(c), fields.get(c)));
      }
    }
    return new CaseRow(
        fields.get(header.indexOf(CASE)),
        told(PATIENT, header, fields),
        fields.get(header.indexOf(CLASS)),
        new ClassScores(values),
        told(REFERENCE, header, fields));
  }

  private static Optional<String> told(String column, List<String> header, List<String> fields) {
    int at = header.indexOf(column);
    return at < 0 ? Optional.empty() : Optional.of(fields.get(at)).filter(f -> !f.isBlank());
  }

  private static double number(String where, String column, String field) {
    try {
      double value = Double.parseDouble(field);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw notANumber(where, column, field, e);
    }
    throw notANumber(where, column, field, null);
  }

  private static UserException notANumber(
      String where, String column, String field, @Nullable NumberFormatException cause) {
    return new UserException(
        "%s: '%s' in column %s is not a finite number; write it anew with icl evaluate."
            .formatted(where, field, column),
        cause);
  }
}
