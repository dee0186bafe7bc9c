package dev.icl.report;

import dev.icl.app.checkpoint.DataFacts;
import dev.icl.app.config.ConfigHistory;
import dev.icl.app.config.ConfigTree;
import dev.icl.app.results.RecordedSettings;
import dev.icl.app.results.TrainedSummary;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.FactKey;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.data.metrics.LearnedNothing;
import dev.icl.modules.train.ProgressText;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Words;
import dev.icl.report.curves.TrainingLog;
import dev.icl.report.curves.TrainingLog.Step;
import dev.icl.report.input.TrainedFolder;
import dev.icl.report.view.Fact;
import dev.icl.report.view.Page;
import dev.icl.report.view.Picture;
import dev.icl.report.view.Section;
import dev.icl.report.view.Section.Listing;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the report of one training. */
public final class RunReport {
  /** Facts of a checkpoint that say what a training ran on, and what they are called here. */
  private static final Map<FactKey<?>, String> PROVENANCE =
      Map.of(
          Provenance.ICL_VERSION, "ICL for the JVM",
          Provenance.ENGINE_VERSION, "Engine version",
          Provenance.THREADS, "Native threads",
          Provenance.JAVA, "Java",
          Provenance.OS, "System",
          DataFacts.FINGERPRINT, "Fingerprint of the data",
          DataFacts.TRAINING_SLICES, "Training samples",
          DataFacts.VALIDATION_VOLUMES, "Validation volumes");

  private final TrainedFolder folder;
  private final RecordedSettings settings;
  private final TrainingLog log;
  private final Optional<Analysis> evaluation;
  private final String title;

  private RunReport(TrainedFolder folder, Optional<String> title) {
    this.folder = folder;
    this.settings = folder.settings();
    this.log = folder.log();
    this.evaluation = RunEvaluation.analysis(folder);
    this.title = title.orElseGet(this::methodAndData);
  }

  /**
   * Reads a training.
   *
   * @param title the heading of its report; empty for one that names method and data
   * @param run folder of the training
   * @throws dev.icl.core.error.UserException if a file of the training cannot be read
   */
  public static RunReport of(Optional<String> title, Path run) {
    return new RunReport(TrainedFolder.read(run), title);
  }

  /**
   * Writes {@code report.html} with a heading of its own.
   *
   * @param run folder of the training
   * @param out the folder of the report
   * @throws dev.icl.core.error.UserException if a file of the training cannot be read, or the
   *     report not be written
   */
  public static void write(Path run, Path out) {
    of(Optional.empty(), run).write(out);
  }

  /**
   * Writes {@code report.html}.
   *
   * @param out the folder of the report
   * @throws dev.icl.core.error.UserException if it cannot be written
   */
  public void write(Path out) {
    RunFolder.write(out.resolve(BenchReport.HTML), Pages.html(page(out)));
  }

  /**
   * Writes tables and figures of the report for a paper.
   *
   * @param paper the folder, as {@link dev.icl.report.paper.PaperFolder} writes it
   * @throws dev.icl.core.error.UserException if a file cannot be written
   */
  public void paper(Path paper) {
    PaperColors.folder(paper).write(page(paper));
  }

  private String methodAndData() {
    return "%s on %s".formatted(text(settings.method().name()), text(settings.data().name()));
  }

  private Page page(Path out) {
    return new Page(
        "Training",
        title,
        "%s, %s on %s, %s labelled, seed %s"
            .formatted(
                folder.path().toAbsolutePath().normalize().getFileName(),
                text(settings.network().name()),
                engine(),
                text(settings.data().labeled()),
                text(settings.seed())),
        verdicts(),
        facts(),
        sections(out));
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
        .filter(step -> LearnedNothing.isShownBy(score(lastValidated())))
        .ifPresent(step -> verdicts.add(nothingLearned(step)));
    best()
        .ifPresent(
            step ->
                verdicts.add(
                    new Page.Verdict(
                        "plain",
                        "The validation Dice after the last iteration is %s; the best of %s is %s, after iteration %d."
                            .formatted(
                                dice(lastValidated()),
                                Words.count(folder.candidates().size(), "validation"),
                                dice(step),
                                step.iteration()),
                        "No score selected the last network (final.safetensors). The validation cases"
                            + " chose the best one (best.safetensors): scores of other patients are"
                            + " lower, as a rule.")));
    long broken = log.steps().stream().filter(step -> !Double.isFinite(step.loss())).count();
    if (broken > 0) {
      verdicts.add(
          new Page.Verdict(
              "warning",
              "The loss was not finite in %s.".formatted(Words.count(broken, "step")),
              ""));
    }
    return verdicts;
  }

  /** Nobody is to take a score of such a network for a result. */
  private static Page.Verdict nothingLearned(Step best) {
    return new Page.Verdict(
        "warning",
        "The network after the last iteration segments nothing: it predicts almost only background, or"
            + " its classes in the wrong places.",
        LearnedNothing.isShownBy(score(best))
            ? "The best one does not either: raise train.iterations, or check labels and intensities"
                + " with icl data check."
            : "It did better before: lower train.learning_rate.");
  }

  private Step lastValidated() {
    return log.validated().get(log.validated().size() - 1);
  }

  private Optional<Step> best() {
    return folder.candidates().stream()
        .max(Comparator.comparingDouble(step -> step.validation().orElseThrow().dice()));
  }

  private static String dice(Step step) {
    return Words.decimals(score(step), 3);
  }

  private static double score(Step step) {
    return step.validation().orElseThrow().dice();
  }

  private List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    best()
        .ifPresent(
            step ->
                facts.addAll(
                    List.of(
                        new Fact(
                            dice(lastValidated()),
                            "last validation Dice",
                            "iteration " + lastValidated().iteration()),
                        new Fact(
                            dice(step), "best validation Dice", "iteration " + step.iteration()))));
    folder.summary().ifPresent(summary -> facts.addAll(effort(summary)));
    return facts;
  }

  private static List<Fact> effort(TrainedSummary summary) {
    return List.of(
        new Fact(
            Words.significant(summary.imagesPerSecond()) + " images/s", "training throughput", ""),
        new Fact(summary.peakRssMb() + " MiB", "peak memory", ""),
        new Fact(
            ProgressText.duration(summary.seconds()),
            "time",
            Words.count(summary.iterations(), "iteration")));
  }

  private List<Section> sections(Path out) {
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
    evaluation.ifPresent(found -> sections.addAll(RunEvaluation.of(found, out)));
    if (sections.stream().allMatch(section -> section.pictures().isEmpty())) {
      pictures().ifPresent(sections::add);
    }
    sections.add(
        Section.titled("configuration", "Configuration")
            .quoting(
                List.of(new Listing("config.yaml", ConfigTree.toYaml(folder.config()), true))));
    sections.add(Section.titled("provenance", "Provenance").listing(List.of(provenance())));
    sections.add(
        Section.titled("repeat", "Repeat and cite")
            .quoting(
                List.of(
                    new Listing(
                        folder.config().has(ConfigHistory.KEY)
                            ? "To train anew with the settings that hold since the last change"
                            : "To repeat this training",
                        "icl train --config config.yaml --out FOLDER\nicl report FOLDER",
                        false),
                    new Listing("To cite the method", ProvenanceSections.CITATION, false))));
    return sections;
  }

  /** A few validation cases, where no evaluation shows its own. */
  private Optional<Section> pictures() {
    List<Picture> pictures = new ArrayList<>();
    for (String file : folder.pictures()) {
      String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ".png".length());
      Pictures.dataUri(folder.path(), file)
          .ifPresent(
              data ->
                  pictures.add(
                      new Picture(
                          "Validation case " + name,
                          "Slices of %s with the contours of segmentation and reference"
                              .formatted(name),
                          data)));
    }
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.titled("cases", "Validation cases")
                .saying(
                    List.of(
                        "By the network after the last iteration. Their places in the list chose"
                            + " them, not their scores; icl evaluate draws every case."))
                .showing(pictures));
  }

  private Table provenance() {
    Map<String, String> known = new TreeMap<>();
    PROVENANCE.forEach(
        (fact, name) -> {
          if (folder.facts().tell(fact)) {
            known.put(name, folder.facts().texts().get(fact.key()));
          }
        });
    List<Row> rows = new ArrayList<>();
    rows.add(row("Engine", engine()));
    rows.add(
        row(
            "Device",
            folder.summary().map(TrainedSummary::device).orElse(text(settings.device()))));
    folder
        .summary()
        .map(TrainedSummary::parameters)
        .ifPresent(
            counts ->
                rows.add(
                    row(
                        "Parameters",
                        String.format(
                            Locale.ROOT,
                            "%,d of the network, %,d in training",
                            counts.backbone(),
                            counts.training()))));
    known.forEach((name, value) -> rows.add(row(name, value)));
    return new Table(
        "What it was made with", "", List.of(Column.words("What"), Column.words("Value")), rows);
  }

  private static Row row(String name, String value) {
    return new Row("", List.of(name, value));
  }

  private String engine() {
    return folder.summary().map(TrainedSummary::engine).orElse(text(settings.engine()));
  }

  /** A setting in words; nothing for one that the configuration does not tell. */
  private static String text(@Nullable Object setting) {
    return Objects.toString(setting, "");
  }
}
