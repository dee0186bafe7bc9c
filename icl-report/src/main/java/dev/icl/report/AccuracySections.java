package dev.icl.report;

import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.ChoiceWords;
import dev.icl.report.analysis.GroupComparison;
import dev.icl.report.analysis.GroupComparison.Question;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Measure;
import dev.icl.report.analysis.ScopeWords;
import dev.icl.report.analysis.Sentences;
import dev.icl.report.analysis.Words;
import dev.icl.report.chart.BoxPlot;
import dev.icl.report.chart.Figure;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The sections on the accuracy of segmentations and on the differences that are significant. */
final class AccuracySections {
  /** Datasets of more classes have them in the CSV alone. */
  private static final int MOST_CLASSES = 8;

  private final Analysis analysis;
  private final Labels labels;
  private final Palette palette;

  AccuracySections(Analysis analysis, Labels labels, Palette palette) {
    this.analysis = analysis;
    this.labels = labels;
    this.palette = palette;
  }

  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (!analysis.accuracy().isEmpty()) {
      sections.add(
          Section.titled("accuracy", "Accuracy")
              .saying(sample())
              .listing(List.of(accuracy()))
              .drawing(boxes()));
    }
    List<Table> tests = new ArrayList<>();
    addTests(tests, "Methods against each other, on one engine", Question.METHODS);
    addTests(tests, "Engines against each other, with one method", Question.ENGINES);
    if (!tests.isEmpty()) {
      sections.add(
          Section.titled("differences", "Differences")
              .saying(
                  List.of(
                      "Cases are paired, and trainings by their seed and labelled patients. The scans of a patient and the"
                          + " trainings of several seeds or drawings are not independent of each other, so each"
                          + " test sees one difference a patient: the mean over its cases and the"
                          + " pairs of trainings. Intervals are drawn over patients, seeds and drawings of"
                          + " labelled patients, and over patients alone where two groups have no seed"
                          + " in common."
                          + " Differences are called better or worse where the Wilcoxon signed-rank"
                          + " test's p-value, after Holm's correction over the methods of one"
                          + " engine and setting, or over all comparisons of engines, is at most"
                          + " 0.05."))
              .listing(tests));
    }
    return sections;
  }

  private List<String> sample() {
    List<String> samples =
        analysis.accuracy().stream()
            .filter(Accuracy::evaluated)
            .map(
                a ->
                    "%s of %s"
                        .formatted(
                            Words.count(a.cases(), "case"), Words.count(a.patients(), "patient")))
            .distinct()
            .toList();
    if (samples.isEmpty()) {
      return List.of(
          "No training was evaluated case by case: these are validation scores after the last"
              + " iteration, which no score selected, and beside them those of the best validation.");
    }
    return List.of(
        new ChoiceWords(analysis.accuracy(), labels).paragraph(),
        "Scored on %s. A score is the mean over trainings and cases of each case's mean over classes, with the 95\u00a0%% bootstrap interval over %s."
            .formatted(String.join(", or ", samples), new ScopeWords(analysis.accuracy()).drawn()));
  }

  private Table accuracy() {
    List<String> classes =
        analysis.accuracy().stream()
            .flatMap(a -> a.classes().keySet().stream())
            .distinct()
            .toList();
    if (classes.size() > MOST_CLASSES || classes.size() == 1) {
      classes = List.of();
    }
    String setting =
        analysis.accuracy().stream().map(a -> labels.setting(a.group())).distinct().count() > 1
            ? "Setting"
            : "";
    List<Column> columns = new ArrayList<>(List.of(Column.words("Method"), Column.words("Engine")));
    if (!setting.isEmpty()) {
      columns.add(Column.words(setting));
    }
    columns.add(Column.number("Dice"));
    columns.add(Column.number("95\u00a0% interval"));
    columns.add(Column.number("Dice of best"));
    columns.add(Column.number("Best − scored"));
    classes.forEach(name -> columns.add(Column.number("Dice " + name)));
    columns.add(Column.number("Jaccard"));
    columns.add(Column.number("HD95, " + unit()));
    columns.add(Column.number("ASD, " + unit()));
    columns.add(Column.number("Trainings"));
    columns.add(Column.number("Iterations"));
    List<Row> rows = new ArrayList<>();
    for (Accuracy a : analysis.accuracy()) {
      List<String> cells = new ArrayList<>();
      cells.add(a.group().approach());
      cells.add(labels.platform(a.group()));
      if (!setting.isEmpty()) {
        cells.add(labels.setting(a.group()));
      }
      cells.add(Words.decimals(a.dice().mean(), 3) + (a.evaluated() ? "" : " *"));
      cells.add(Words.range(a.dice().interval(), 3));
      cells.add(Words.decimals(a.choice().best(), 3));
      cells.add(Words.signed(a.choice().gap(), 3));
      classes.forEach(c -> cells.add(Words.decimals(a.classes().getOrDefault(c, Double.NaN), 3)));
      cells.add(mean(a, Measure.JACCARD, 3));
      cells.add(mean(a, Measure.HD95, 2));
      cells.add(mean(a, Measure.ASD, 2));
      cells.add(
          a.runs().size() + (a.leftOut() > 0 ? " of " + (a.runs().size() + a.leftOut()) : ""));
      cells.add(iterations(a));
      rows.add(new Row(palette.method(a.group()), cells));
    }
    boolean unscored = analysis.accuracy().stream().anyMatch(a -> !a.evaluated());
    boolean partly = analysis.accuracy().stream().anyMatch(a -> a.leftOut() > 0);
    return new Table(
            "Scores, best Dice first",
            (unscored
                    ? "* validation Dice after the last iteration, the mean over trainings. "
                    : "")
                + (partly ? "Trainings without scores of cases are left out." : ""),
            columns,
            rows)
        .withoutEmptyColumns(Words.NONE);
  }

  private String unit() {
    List<String> units =
        analysis.accuracy().stream()
            .filter(Accuracy::evaluated)
            .flatMap(a -> a.runs().stream())
            .map(run -> run.training().distanceUnit())
            .distinct()
            .toList();
    return units.isEmpty() ? "voxel" : String.join(" or ", units);
  }

  private static String iterations(Accuracy a) {
    return a.runs().stream()
        .map(run -> run.training().iterations())
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }

  private static String mean(Accuracy a, Measure measure, int decimals) {
    Accuracy.Value value = a.measures().get(measure);
    return value == null ? Words.NONE : Words.decimals(value.mean(), decimals);
  }

  private List<Figure> boxes() {
    Map<String, List<BoxPlot.Box>> panels = new LinkedHashMap<>();
    for (Accuracy a : analysis.accuracy()) {
      List<Map.Entry<String, Double>> values = a.caseDice();
      if (!values.isEmpty()) {
        panels
            .computeIfAbsent(labels.where(a.group()), w -> new ArrayList<>())
            .add(
                new BoxPlot.Box(
                    a.group().approach(),
                    palette.method(a.group()),
                    values.stream().mapToDouble(Map.Entry::getValue).toArray(),
                    values.stream().map(Map.Entry::getKey).toList()));
      }
    }
    List<Figure> figures = new ArrayList<>();
    panels.forEach(
        (where, boxes) ->
            figures.add(
                BoxPlot.draw(
                    "Dice of the cases, " + where,
                    "Dice; a dot is a case of one training, the diamond the mean",
                    boxes)));
    return figures;
  }

  private void addTests(List<Table> tables, String caption, Question question) {
    List<GroupComparison> comparisons = analysis.dice(question);
    if (comparisons.isEmpty()) {
      return;
    }
    List<Row> rows = new ArrayList<>();
    for (GroupComparison c : comparisons) {
      boolean methods = question == Question.METHODS;
      rows.add(
          new Row(
              methods ? palette.method(c.b()) : palette.engine(c.b()),
              List.of(
                  methods
                      ? c.b().approach() + " against " + c.a().approach()
                      : labels.platform(c.b()) + " against " + labels.platform(c.a()),
                  methods
                      ? labels.where(c.a())
                      : String.join(" · ", nonEmpty(c.a().approach(), labels.setting(c.a()))),
                  outcome(c),
                  Words.signed(100 * c.difference(), 1),
                  Sentences.range(Measure.DICE, c.interval()),
                  Words.bareP(c.holmP()),
                  Words.bareP(c.wilcoxonP()),
                  String.valueOf(c.sample().patients()),
                  String.valueOf(c.sample().cases()),
                  c.sample().pairs() + (c.sample().bySeed() ? "" : " (no seed in common)"))));
    }
    tables.add(
        new Table(
            caption,
            "Differences of the mean Dice in percentage points; csv/tests.csv has Jaccard, HD95 and ASD, t-tests and effect sizes too.",
            List.of(
                Column.words("Compared"),
                Column.words(question == Question.METHODS ? "On" : "With"),
                Column.words("Verdict"),
                Column.number("Points"),
                Column.number("95\u00a0% interval"),
                Column.number("p, corrected"),
                Column.number("p, Wilcoxon"),
                Column.number("Patients"),
                Column.number("Cases"),
                Column.number("Training pairs")),
            rows));
  }

  private static List<String> nonEmpty(String first, String second) {
    return second.isEmpty() ? List.of(first) : List.of(first, second);
  }

  private static String outcome(GroupComparison c) {
    if (c.isOfTwoUseless()) {
      return "neither segments anything";
    }
    return switch (c.outcome()) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NOT_SHOWN -> "no difference found";
      case TOO_FEW -> "too few patients to tell";
    };
  }
}
