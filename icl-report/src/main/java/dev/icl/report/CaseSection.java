package dev.icl.report;

import dev.icl.data.metrics.ScoreSummary;
import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Measure;
import dev.icl.report.analysis.Run;
import dev.icl.report.analysis.Words;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import dev.icl.report.viewer.ViewerPage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every case and what each method scores on it, with links to the page that shows its scan. */
final class CaseSection {
  /** Of more cases the numbers are in {@code csv/cases.csv} alone. */
  private static final int MOST_CASES = 200;

  private CaseSection() {}

  /**
   * The table of all cases; none where no case was scored by itself.
   *
   * @param analysis of everything
   * @param labels names of groups
   * @param out folder of the report, which {@code icl view} may have put its page into
   */
  static List<Section> of(Analysis analysis, Labels labels, Path out) {
    List<Accuracy> scored = analysis.accuracy().stream().filter(Accuracy::evaluated).toList();
    Map<Run.Case, List<Double>> dice = new LinkedHashMap<>();
    for (int i = 0; i < scored.size(); i++) {
      int group = i;
      means(scored.get(i))
          .forEach(
              (name, mean) -> {
                List<Double> row = dice.computeIfAbsent(name, n -> new ArrayList<>());
                while (row.size() < group) {
                  row.add(Double.NaN);
                }
                row.add(mean);
              });
    }
    if (dice.isEmpty() || dice.size() > MOST_CASES) {
      return List.of();
    }
    boolean page = Files.isRegularFile(out.resolve(ViewerPage.FILE));
    List<Column> columns = new ArrayList<>(List.of(Column.words("Case"), Column.words("Patient")));
    scored.forEach(a -> columns.add(Column.number(labels.full(a.group()))));
    List<Row> rows = new ArrayList<>();
    dice.forEach(
        (name, means) -> {
          List<String> cells = new ArrayList<>(List.of(name.name(), name.patient()));
          for (int i = 0; i < scored.size(); i++) {
            cells.add(Words.decimals(i < means.size() ? means.get(i) : Double.NaN, 3));
          }
          rows.add(Row.linked(page ? Optional.of(link(name)) : Optional.empty(), cells));
        });
    String note =
        "The mean over classes and over trainings."
            + (page
                ? " A case's name opens its scan, with reference and segmentations."
                : " icl view makes a page with the scans, and links from here to it.");
    return List.of(
        Section.titled("all-cases", "Every case")
            .listing(List.of(new Table("Dice of every case", note, columns, rows))));
  }

  /** The mean over the trainings of a group. */
  private static Map<Run.Case, Double> means(Accuracy accuracy) {
    Map<Run.Case, List<Double>> values = new LinkedHashMap<>();
    for (Run run : accuracy.runs()) {
      run.caseMeans(Measure.DICE)
          .forEach((name, mean) -> values.computeIfAbsent(name, n -> new ArrayList<>()).add(mean));
    }
    Map<Run.Case, Double> means = new LinkedHashMap<>();
    values.forEach(
        (name, all) ->
            means.put(
                name,
                ScoreSummary.meanOfCounted(
                    all.stream().mapToDouble(Double::doubleValue).toArray())));
    return means;
  }

  private static String link(Run.Case name) {
    String text = URLEncoder.encode(name.name(), StandardCharsets.UTF_8).replace("+", "%20");
    return ViewerPage.FILE + "#case=" + text;
  }
}
