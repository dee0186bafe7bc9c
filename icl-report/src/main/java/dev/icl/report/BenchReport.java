package dev.icl.report;

import dev.icl.app.run.RunFolder;
import dev.icl.data.metrics.LearnedNothing;
import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Headline;
import dev.icl.report.analysis.Headlines;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Sentences;
import dev.icl.report.analysis.Source;
import dev.icl.report.analysis.Speed;
import dev.icl.report.analysis.Words;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.Machines;
import dev.icl.report.record.Timing;
import dev.icl.report.record.TrainingData;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.report.view.Fact;
import dev.icl.report.view.Page;
import dev.icl.report.view.Section;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the report of a benchmark: {@code report.html}, {@code report.md} and {@code csv/}. */
public final class BenchReport {
  /** The page. */
  public static final String HTML = "report.html";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String title;
  private final List<Source> sources;
  private final Analysis analysis;

  private BenchReport(String title, List<Source> sources) {
    this.title = title;
    this.sources = List.copyOf(sources);
    this.analysis = Analysis.of(Evidence.of(sources));
  }

  /**
   * Analyses several records together.
   *
   * @param title heading of the report
   * @param sources at least one
   * @throws dev.icl.core.error.UserException if the records contradict each other
   */
  public static BenchReport of(String title, List<Source> sources) {
    return new BenchReport(title, sources);
  }

  /**
   * Writes the report of one record.
   *
   * @param record the measurements
   * @param folder the folder of {@code bench.json}, the pictures and the report
   * @throws dev.icl.core.error.UserException if it cannot be written
   */
  public static void write(BenchRecord record, Path folder) {
    of(record.title(), List.of(Source.of(folder, record)))
        .write(List.of("icl bench --config bench.yaml --out FOLDER", "icl report FOLDER"), folder);
  }

  /**
   * Writes the report.
   *
   * @param commands the commands that make it again
   * @param out the folder of the report
   * @throws dev.icl.core.error.UserException if it cannot be written
   */
  public void write(List<String> commands, Path out) {
    Page page = page(commands, out);
    RunFolder.write(out.resolve(HTML), Pages.html(page));
    RunFolder.write(out.resolve("report.md"), Markdown.of(page));
    BenchCsv.of(analysis, new Sentences(Labels.of(analysis.evidence())))
        .forEach((name, text) -> RunFolder.write(out.resolve("csv").resolve(name), text));
  }

  /**
   * Writes tables and figures of the report for a paper.
   *
   * @param out the folder, as {@link dev.icl.report.paper.PaperFolder} writes it
   * @throws dev.icl.core.error.UserException if a file cannot be written
   */
  public void paper(Path out) {
    PaperColors.folder(out).write(page(List.of(), out));
  }

  private Page page(List<String> commands, Path out) {
    Labels labels = Labels.of(analysis.evidence());
    Sentences sentences = new Sentences(labels);
    Palette palette =
        new Palette(analysis.evidence().cells().stream().map(Evidence.Item::group).toList());
    List<Section> sections = new ArrayList<>();
    sections.addAll(new AccuracySections(analysis, labels, palette).sections());
    sections.addAll(new CurveSections(analysis, labels, palette).sections());
    sections.addAll(new SpeedSections(analysis, labels, sentences, palette).sections());
    sections.addAll(ParitySection.of(analysis.evidence().parity()));
    sections.addAll(PictureSection.of(analysis, labels));
    sections.addAll(CaseSection.of(analysis, labels, out));
    sections.addAll(ProvenanceSections.of(analysis.evidence(), labels, commands));
    return new Page(
        "Benchmark of semi-supervised segmentation",
        title,
        subtitle(sources, analysis.evidence()),
        Headlines.of(analysis).stream().map(BenchReport::verdict).toList(),
        facts(analysis, labels),
        sections);
  }

  private static String subtitle(List<Source> sources, Evidence evidence) {
    String made =
        sources.stream()
            .map(s -> s.record().created())
            .max(Comparator.naturalOrder())
            .map(DAY::format)
            .orElse("");
    String what =
        sources.size() == 1
            ? Words.count(evidence.cells().size(), "cell")
            : "%s of %d results"
                .formatted(Words.count(evidence.cells().size(), "cell"), sources.size());
    return "%s, %s on %s"
        .formatted(made, what, Words.count(Machines.count(evidence.machines()), "machine"));
  }

  private static Page.Verdict verdict(Headline headline) {
    String tone =
        switch (headline.tone()) {
          case SHOWN -> "good";
          case PLAIN -> "plain";
          case WARNING -> "warning";
        };
    return new Page.Verdict(tone, headline.sentence(), headline.detail());
  }

  private static List<Fact> facts(Analysis analysis, Labels labels) {
    List<Fact> facts = new ArrayList<>();
    Optional<Accuracy> best =
        analysis.accuracy().stream()
            .filter(a -> !Double.isNaN(a.dice().mean()))
            .max(Comparator.comparingDouble(a -> a.dice().mean()));
    best.ifPresent(
        a ->
            facts.add(
                new Fact(
                    Words.decimals(a.dice().mean(), 3),
                    (a.evaluated() ? "highest Dice" : "highest validation Dice, last iteration")
                        + (LearnedNothing.isShownBy(a.dice().mean()) ? ", of no use" : ""),
                    labels.full(a.group()))));
    data(analysis).ifPresent(facts::add);
    analysis.speed().stream()
        .max(
            Comparator.comparing((Speed s) -> !s.isNoisy())
                .thenComparingDouble(s -> s.imagesPerSecond().median()))
        .ifPresent(
            s ->
                facts.add(
                    new Fact(
                        Words.significant(s.imagesPerSecond().median()) + " images/s",
                        "fastest training" + (s.isNoisy() ? ", noisy" : ""),
                        labels.full(s.group()))));
    analysis.speed().stream()
        .min(Comparator.comparingDouble((Speed s) -> s.spread(Timing::peakRssMb).median()))
        .ifPresent(
            s ->
                facts.add(
                    new Fact(
                        Words.decimals(s.spread(Timing::peakRssMb).median(), 0) + " MiB",
                        "least memory",
                        labels.full(s.group()))));
    long done =
        analysis.evidence().cells().stream().filter(i -> i.cell().status() == Status.DONE).count();
    facts.add(new Fact(done + " of " + analysis.evidence().cells().size(), "cells done", ""));
    return facts;
  }

  /** The scans that the first training was made with; other numbers of labels are said so. */
  private static Optional<Fact> data(Analysis analysis) {
    List<TrainingData> all =
        analysis.evidence().cells().stream()
            .map(item -> item.cell().training())
            .filter(Objects::nonNull)
            .map(TrainingOutcome::data)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    TrainingData first = all.get(0);
    String labeled =
        all.stream()
            .map(TrainingData::labeled)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(" or "));
    return Optional.of(
        new Fact(
            "%s of %d".formatted(labeled, first.patients()),
            "patients labelled",
            "%d samples with label maps, %d without; %s"
                .formatted(
                    first.labeledSamples(),
                    first.unlabeledSamples(),
                    first.tests() > 0
                        ? Words.count(first.tests(), "test scan")
                        : Words.count(first.validation(), "validation scan"))));
  }
}
