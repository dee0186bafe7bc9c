package dev.icl.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.bench.analysis.Accuracy;
import dev.icl.bench.analysis.Analysis;
import dev.icl.bench.analysis.Evidence;
import dev.icl.bench.analysis.Labels;
import dev.icl.bench.analysis.Measure;
import dev.icl.bench.analysis.Words;
import dev.icl.bench.chart.BoxPlot;
import dev.icl.bench.config.ConfigHistory;
import dev.icl.bench.curves.TrainingLog;
import dev.icl.bench.curves.TrainingLog.Step;
import dev.icl.bench.record.Training.CaseScores;
import dev.icl.bench.report.input.Inputs;
import dev.icl.bench.report.input.TrainedFolder;
import dev.icl.bench.report.view.Fact;
import dev.icl.bench.report.view.Page;
import dev.icl.bench.report.view.Section;
import dev.icl.bench.report.view.Section.Listing;
import dev.icl.bench.report.view.Table;
import dev.icl.bench.report.view.Table.Column;
import dev.icl.bench.report.view.Table.Row;
import dev.icl.bench.run.RunFolder;
import dev.icl.modules.train.ProgressText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Writes the report of one training. */
public final class RunReport {
  /** Facts of a checkpoint that say what a training ran on, and what they are called here. */
  private static final Map<String, String> PROVENANCE =
      Map.of(
          "icl_version", "ICL for the JVM",
          "engine_version", "Engine version",
          "threads", "Native threads",
          "java", "Java",
          "os", "System",
          "data_fingerprint", "Fingerprint of the data",
          "data_training_slices", "Training slices",
          "data_validation_volumes", "Validation volumes");

  private final TrainedFolder folder;
  private final JsonNode config;
  private final JsonNode summary;
  private final TrainingLog log;

  private RunReport(TrainedFolder folder) {
    this.folder = folder;
    this.config = folder.config();
    this.summary = folder.summary();
    this.log = folder.log();
  }

  /**
   * Writes {@code report.html} with a heading of its own.
   *
   * @param run folder of the training
   * @param out where the report goes
   * @throws dev.icl.core.error.UserException if a file of the training cannot be read, or the
   *     report not be written
   */
  public static void write(Path run, Path out) {
    write(Optional.empty(), run, out);
  }

  /**
   * Writes {@code report.html}.
   *
   * @param title its heading; empty for one that names method and data
   * @param run as above
   * @param out as above
   * @throws dev.icl.core.error.UserException as above
   */
  public static void write(Optional<String> title, Path run, Path out) {
    RunReport report = new RunReport(TrainedFolder.read(run));
    Page page = report.page(title.orElseGet(report::methodAndData));
    RunFolder.write(out.resolve(BenchReport.HTML), Pages.html(page));
  }

  private String methodAndData() {
    return "%s on %s"
        .formatted(
            config.path("method").path("name").asText(), config.path("data").path("name").asText());
  }

  private Page page(String title) {
    return new Page(
        "Training",
        title,
        "%s, %s on %s, %s labelled, seed %s"
            .formatted(
                folder.path().toAbsolutePath().normalize().getFileName(),
                config.path("network").path("name").asText(),
                summary.path("engine").asText(config.path("engine").asText()),
                config.path("data").path("labeled").asText(),
                config.path("seed").asText()),
        verdicts(),
        facts(),
        sections());
  }

  private List<Page.Verdict> verdicts() {
    List<Page.Verdict> verdicts = new ArrayList<>();
    int last = log.steps().get(log.steps().size() - 1).iteration();
    if (!folder.isFinished()) {
      verdicts.add(
          new Page.Verdict(
              "warning",
              "The training has not finished: it is at iteration %d of %d."
                  .formatted(last, folder.iterations()),
              ""));
    }
    best()
        .ifPresent(
            step ->
                verdicts.add(
                    new Page.Verdict(
                        "plain",
                        "The best validation Dice is %s, after iteration %d; the last is %s."
                            .formatted(
                                dice(step),
                                step.iteration(),
                                dice(log.validated().get(log.validated().size() - 1))),
                        "Chosen on the validation cases themselves: scores of other patients are"
                            + " lower, as a rule.")));
    long broken = log.steps().stream().filter(step -> !Double.isFinite(step.loss())).count();
    if (broken > 0) {
      verdicts.add(
          new Page.Verdict(
              "warning",
              "The loss was no finite number in %s.".formatted(Words.count(broken, "step")),
              ""));
    }
    return verdicts;
  }

  private Optional<Step> best() {
    return log.validated().stream()
        .filter(step -> Double.isFinite(step.validation().orElseThrow().dice()))
        .max(Comparator.comparingDouble(step -> step.validation().orElseThrow().dice()));
  }

  private static String dice(Step step) {
    return Words.decimals(step.validation().orElseThrow().dice(), 3);
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    best()
        .ifPresent(
            step ->
                facts.add(
                    new Fact(dice(step), "best validation Dice", "iteration " + step.iteration())));
    if (folder.isFinished()) {
      facts.add(
          new Fact(
              Words.significant(summary.path("images_per_second").asDouble()) + " images/s",
              "training throughput",
              ""));
      facts.add(new Fact(summary.path("peak_rss_mb").asText() + " MiB", "peak memory", ""));
      facts.add(
          new Fact(
              ProgressText.duration(summary.path("seconds").asDouble()),
              "time",
              summary.path("iterations").asText() + " iterations"));
    }
    return facts;
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    RunFigures figures = new RunFigures(log, folder.classNames());
    int steps = figures.stepsPerPoint();
    sections.add(
        Section.titled("curves", "Course")
            .saying(
                steps == 1
                    ? List.of()
                    : List.of("Every point is the mean over %d steps.".formatted(steps)))
            .drawing(figures.figures()));
    sections.addAll(evaluation());
    sections.add(
        Section.titled("configuration", "Configuration")
            .quoting(List.of(new Listing("config.yaml", ProvenanceSections.yaml(config), true))));
    sections.add(Section.titled("provenance", "Provenance").listing(List.of(provenance())));
    sections.add(
        Section.titled("repeat", "Repeat and cite")
            .quoting(
                List.of(
                    new Listing(
                        config.has(ConfigHistory.KEY)
                            ? "To train anew with the settings that hold since the last change"
                            : "To repeat this training",
                        "icl train --config config.yaml --out FOLDER\nicl report FOLDER",
                        false),
                    new Listing("To cite the method", ProvenanceSections.CITATION, false))));
    return sections;
  }

  /** What {@code icl evaluate} told of it. */
  private List<Section> evaluation() {
    if (!folder.isFinished() || folder.evaluation().isEmpty()) {
      return List.of();
    }
    Analysis analysis =
        Analysis.of(Evidence.of(new Inputs(List.of(), List.of(folder.path())).read()));
    Accuracy accuracy = analysis.accuracy().get(0);
    Map<String, List<CaseScores>> byClass =
        accuracy.runs().get(0).training().cases().stream()
            .collect(Collectors.groupingBy(CaseScores::label));
    List<Row> rows = new ArrayList<>();
    rows.add(row("mean over classes", measure -> accuracy.measures().get(measure).mean()));
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
            "Means over cases. Dice of the mean over classes: 95\u00a0%% interval over patients %s."
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
            .drawing(
                boxes.isEmpty()
                    ? List.of()
                    : List.of(
                        BoxPlot.draw(
                            "Dice of the cases",
                            "Dice; a dot is a case, the diamond the mean",
                            boxes)))
            .listing(List.of(table)));
    sections.addAll(PictureSection.of(analysis, Labels.of(analysis.evidence())));
    return sections;
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

  private Table provenance() {
    Map<String, String> known = new TreeMap<>();
    PROVENANCE.forEach(
        (fact, name) -> {
          if (folder.facts().containsKey(fact)) {
            known.put(name, folder.facts().get(fact));
          }
        });
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "", List.of("Engine", summary.path("engine").asText(config.path("engine").asText()))));
    rows.add(
        new Row(
            "", List.of("Device", summary.path("device").asText(config.path("device").asText()))));
    if (folder.isFinished()) {
      JsonNode parameters = summary.path("parameters");
      rows.add(
          new Row(
              "",
              List.of(
                  "Parameters",
                  String.format(
                      Locale.ROOT,
                      "%,d of the network, %,d in training",
                      parameters.path("backbone").asLong(),
                      parameters.path("training").asLong()))));
    }
    known.forEach((name, value) -> rows.add(new Row("", List.of(name, value))));
    return new Table(
        "What it was made with", "", List.of(Column.words("What"), Column.words("Value")), rows);
  }
}
