package dev.icl.spark.cohort;

import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.ScanRecord.ClassVolume;
import dev.icl.core.io.Csv;
import dev.icl.data.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The columns of the table of a cohort, in CSV and for Spark.
 *
 * <p>{@code case, file, target, bytes, status, seconds, executor, uncertainty, notes, error}, then
 * {@code voxels_CLASS} and {@code ml_CLASS} of each class but the background, and where there are
 * references {@code METRIC_CLASS} of each metric and class.
 */
final class CohortTable {
  private final List<String> classes;
  private final boolean scored;
  private final List<StructField> columns = new ArrayList<>();

  /**
   * @param classNames the background first
   * @param scored whether there are references
   */
  CohortTable(List<String> classNames, boolean scored) {
    this.classes = List.copyOf(classNames.subList(1, classNames.size()));
    this.scored = scored;
    for (String name : List.of("case", "file", "target")) {
      add(name, DataTypes.StringType);
    }
    add("bytes", DataTypes.LongType);
    add("status", DataTypes.StringType);
    add("seconds", DataTypes.DoubleType);
    add("executor", DataTypes.StringType);
    add("uncertainty", DataTypes.DoubleType);
    add("notes", DataTypes.StringType);
    add("error", DataTypes.StringType);
    for (String label : classes) {
      add("voxels_" + label, DataTypes.LongType);
      add("ml_" + label, DataTypes.DoubleType);
    }
    if (scored) {
      for (String label : classes) {
        for (Metric metric : Metric.values()) {
          add(metric.column() + "_" + label, DataTypes.DoubleType);
        }
      }
    }
  }

  private void add(String name, DataType type) {
    columns.add(new StructField(oneLine(name), type, true, Metadata.empty()));
  }

  /** The columns and their types. */
  StructType schema() {
    return new StructType(columns.toArray(new StructField[0]));
  }

  /** The line with the names of the columns. */
  String header() {
    return begun().text();
  }

  /** A line for each row. */
  String lines(List<CohortRow> rows) {
    Csv csv = begun();
    int header = csv.text().length();
    rows.forEach(row -> csv.row(fields(row)));
    return csv.text().substring(header);
  }

  private Csv begun() {
    return new Csv(columns.stream().map(StructField::name).toArray(String[]::new));
  }

  private @Nullable Object[] fields(CohortRow row) {
    ScanRecord scan = row.record();
    List<@Nullable Object> fields = new ArrayList<>();
    fields.add(oneLine(scan.name()));
    fields.add(oneLine(scan.file()));
    fields.add(oneLine(scan.target()));
    fields.add(row.bytes());
    fields.add(scan.status().name().toLowerCase(Locale.ROOT));
    // what was there already took no time
    fields.add(scan.status() == ScanRecord.Status.KEPT ? null : scan.seconds());
    fields.add(row.executor());
    fields.add(scan.uncertainty());
    fields.add(oneLine(String.join("; ", scan.notes())));
    fields.add(error(row));
    for (int c = 0; c < classes.size(); c++) {
      @Nullable ClassVolume volume = scan.volumes().isEmpty() ? null : scan.volumes().get(c);
      fields.add(volume == null ? null : volume.voxels());
      fields.add(volume == null ? null : volume.ml());
    }
    for (int c = 0; scored && c < classes.size(); c++) {
      for (Metric metric : Metric.values()) {
        fields.add(row.scores() == null ? null : row.scores().get(c).get(metric));
      }
    }
    return fields.toArray();
  }

  private static @Nullable String error(CohortRow row) {
    String error = row.record().error() == null ? row.unscored() : row.record().error();
    return error == null ? null : oneLine(error);
  }

  private static String oneLine(String field) {
    return field.replaceAll("[\r\n]+", " ");
  }
}
