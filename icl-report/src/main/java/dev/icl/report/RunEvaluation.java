package dev.icl.report;

import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.ChoiceWords;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Measure;
import dev.icl.report.analysis.Words;
import dev.icl.report.chart.BoxPlot;
import dev.icl.report.input.TrainedFolder;
import dev.icl.report.record.TrainingOutcome.CaseScores;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The scores of one training's network. */
final class RunEvaluation {
  private RunEvaluation() {}

  /** The analysis of what {@code icl evaluate} wrote; empty where there is no evaluation. */
  static Optional<Analysis> analysis(TrainedFolder folder) {
    return folder.isFinished() && folder.evaluation().isPresent()
        ? Optional.of(Analysis.of(Evidence.of(List.of(folder.source()))))
        : Optional.empty();
  }

  /**
   * Scores, pictures and cases of an evaluation.
   *
   * @param analysis of it alone
   * @param out folder of the report
   */
  static List<Section> of(Analysis analysis, Path out) {
    Labels labels = Labels.of(analysis.evidence());
    Accuracy accuracy = analysis.accuracy().get(0);
    Map<String, List<CaseScores>> byClass =
        accuracy.runs().get(0).training().cases().stream()
            .collect(Collectors.groupingBy(CaseScores::label));
    List<Row> rows = new ArrayList<>();
    rows.add(row("mean of the cases", measure -> accuracy.of(measure).mean()));
    List<BoxPlot.Box> boxes = new ArrayList<>();
    List<String> classes = new ArrayList<>(accuracy.classes().keySet());
    for (int c = 0; c < classes.size(); c++) {
      String name = classes.get(c);
      List<CaseScores> counted =
          byClass.getOrDefault(name, List.of()).stream().filter(s -> s.dice() != null).toList();
      rows.add(row(name, measure -> accuracy.runs().get(0).classMean(measure, name)));
      if (!counted.isEmpty()) {
        boxes.add(
            new BoxPlot.Box(
                name,
                Palette.series(c + 1),
                counted.stream().mapToDouble(CaseScores::dice).toArray(),
                counted.stream().map(CaseScores::name).toList()));
      }
    }
    Table table =
        new Table(
            "Scores of %s".formatted(Words.count(accuracy.cases(), "case")),
            "Means over cases; the mean of the cases is that of each case's mean over the classes that count in it. Its Dice: 95\u00a0%% interval over patients %s."
                .formatted(Words.range(accuracy.dice().interval(), 3)),
            List.of(
                Column.words("Class"),
                Column.number("Dice"),
                Column.number("Jaccard"),
                Column.number("HD95, voxel"),
                Column.number("ASD, voxel")),
            rows);
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.titled("evaluation", "Evaluation")
            .saying(
                List.of(new ChoiceWords(List.of(accuracy), labels).paragraph() + best(accuracy)))
            .drawing(
                boxes.isEmpty()
                    ? List.of()
                    : List.of(
                        BoxPlot.draw(
                            "Dice of the cases",
                            "Dice; a dot is a case, the diamond the mean",
                            boxes)))
            .listing(List.of(table)));
    sections.addAll(PictureSection.of(analysis, labels));
    sections.addAll(CaseSection.of(analysis, labels, out));
    return sections;
  }

  /** The scores of the network with the best validation. */
  private static String best(Accuracy accuracy) {
    return Double.isNaN(accuracy.choice().best())
        ? ""
        : " Its Dice is %s, %s to the scored one."
            .formatted(
                Words.decimals(accuracy.choice().best(), 3),
                Words.signed(accuracy.choice().gap(), 3));
  }

  private static Row row(String name, ToDoubleFunction<Measure> mean) {
    return new Row(
        "",
        List.of(
            name,
            Words.decimals(mean.applyAsDouble(Measure.DICE), 3),
            Words.decimals(mean.applyAsDouble(Measure.JACCARD), 3),
            Words.decimals(mean.applyAsDouble(Measure.HD95), 2),
            Words.decimals(mean.applyAsDouble(Measure.ASD), 2)));
  }
}
