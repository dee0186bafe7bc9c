package dev.icl.report;

import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Sentences;
import dev.icl.report.analysis.Speed;
import dev.icl.report.analysis.Speed.Spread;
import dev.icl.report.analysis.Words;
import dev.icl.report.chart.BarChart;
import dev.icl.report.chart.Figure;
import dev.icl.report.record.Timing;
import dev.icl.report.view.Section;
import dev.icl.report.view.Table;
import dev.icl.report.view.Table.Column;
import dev.icl.report.view.Table.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The sections on speed and memory, one drawing per machine. */
final class SpeedSections {
  private final Analysis analysis;
  private final Labels labels;
  private final Sentences sentences;
  private final Palette palette;

  SpeedSections(Analysis analysis, Labels labels, Sentences sentences, Palette palette) {
    this.analysis = analysis;
    this.labels = labels;
    this.sentences = sentences;
    this.palette = palette;
  }

  List<Section> sections() {
    if (analysis.speed().isEmpty()) {
      return List.of();
    }
    List<Figure> throughput = new ArrayList<>();
    List<Figure> memory = new ArrayList<>();
    List<Table> speedTables = new ArrayList<>();
    List<Table> memoryTables = new ArrayList<>();
    for (String machine : analysis.speed().stream().map(Speed::machine).distinct().toList()) {
      List<Speed> here =
          analysis.speed().stream().filter(s -> s.machine().equals(machine)).toList();
      String on = machines() ? ", machine " + machine : "";
      throughput.add(
          BarChart.draw(
              "Training throughput" + on,
              "images/s; whiskers from the slowest to the fastest repeat",
              here.stream().map(s -> bar(s, s.imagesPerSecond(), "images/s", true)).toList()));
      throughput.add(
          BarChart.draw(
              "Step latency" + on,
              "ms, median step; whiskers over repeats",
              here.stream().map(s -> bar(s, s.stepMs(), "ms", true)).toList()));
      memory.add(
          BarChart.draw(
              "Peak resident memory" + on,
              "MiB of the whole process; whiskers over repeats",
              here.stream().map(s -> bar(s, s.spread(Timing::peakRssMb), "MiB", false)).toList()));
      if (here.stream().allMatch(s -> !Double.isNaN(s.spread(Timing::nativeMb).median()))) {
        memory.add(
            BarChart.draw(
                "Memory outside the Java heap" + on,
                "MiB at the peak; whiskers over repeats",
                here.stream().map(s -> bar(s, s.spread(Timing::nativeMb), "MiB", false)).toList()));
      }
      speedTables.add(speedTable(on, here));
      memoryTables.add(memoryTable(on, here));
    }
    List<String> words = new ArrayList<>();
    words.add(
        "Each repeat is a process of its own, which times its steps after a warm-up with no other"
            + " cell running. Figures are medians over repeats of each repeat's median. Times of"
            + " different machines are never put together.");
    analysis.speedComparisons().forEach(c -> words.add(sentences.verdict(c) + "."));
    return List.of(
        Section.titled("speed", "Speed").saying(words).drawing(throughput).listing(speedTables),
        Section.titled("memory", "Memory").drawing(memory).listing(memoryTables));
  }

  private boolean machines() {
    return analysis.evidence().machines().size() > 1;
  }

  private BarChart.Bar bar(Speed speed, Spread spread, String unit, boolean noise) {
    return new BarChart.Bar(
        labels.full(speed.group()) + (noise && speed.isNoisy() ? " (noisy)" : ""),
        palette.engine(speed.group()),
        spread.median(),
        spread.low(),
        spread.high(),
        Words.significant(spread.median()) + " " + unit);
  }

  private Table speedTable(String on, List<Speed> here) {
    List<Row> rows = new ArrayList<>();
    for (Speed s : here) {
      rows.add(
          new Row(
              palette.engine(s.group()),
              List.of(
                  labels.full(s.group()),
                  Words.significant(s.imagesPerSecond().median()),
                  Words.significant(s.stepMs().median()),
                  median(s, Timing::p95Ms),
                  s.repeats().size() < 2 ? Words.NONE : Words.percent(s.stepMs().relative()),
                  repeats(s),
                  median(s, Timing::startupS),
                  median(s, Timing::firstStepS),
                  median(s, Timing::inferenceVolumesPerSecond),
                  Words.percent(s.spread(Timing::flopsShare).median()),
                  Words.percent(s.spread(Timing::dataWaitShare).median()),
                  median(s, Timing::joulesPerImage))));
    }
    return new Table(
            "Speed" + on,
            "Columns without a measurement are left out. Spread: how far the repeats' median steps are"
                + " apart; beyond 5\u00a0% the machine was too noisy. A repeat counts only where its matrix"
                + " products reached 70\u00a0% of the engine's best rate here; one that did not was measured"
                + " again, up to three times.",
            List.of(
                Column.words("Method and engine"),
                Column.number("Images/s"),
                Column.number("Step p50, ms"),
                Column.number("Step p95, ms"),
                Column.number("Spread"),
                Column.words("Repeats"),
                Column.number("Start-up, s"),
                Column.number("First step, s"),
                Column.number("Inference, volumes/s"),
                Column.number("Share of matrix rate"),
                Column.number("Waiting for data"),
                Column.number("Energy, J/image")),
            rows)
        .withoutEmptyColumns(Words.NONE);
  }

  private Table memoryTable(String on, List<Speed> here) {
    List<Row> rows = new ArrayList<>();
    for (Speed s : here) {
      rows.add(
          new Row(
              palette.engine(s.group()),
              List.of(
                  labels.full(s.group()),
                  whole(s, Timing::peakRssMb),
                  whole(s, Timing::nativeMb),
                  whole(s, Timing::gpuMb))));
    }
    return new Table(
            "Memory" + on,
            "Medians over repeats, in MiB.",
            List.of(
                Column.words("Method and engine"),
                Column.number("Peak resident"),
                Column.number("Outside the Java heap"),
                Column.number("GPU")),
            rows)
        .withoutEmptyColumns(Words.NONE);
  }

  private static String repeats(Speed s) {
    String again = s.measuredAgain() == 0 ? "" : ", %d measured again".formatted(s.measuredAgain());
    String leftOut =
        s.leftOut() == 0 ? "" : ", %d left out: disturbed by other work".formatted(s.leftOut());
    if (s.disturbed()) {
      return s.repeats().size() + ", disturbed by other work" + again;
    }
    return s.repeats().size() < 2
        ? "one repeat only" + again + leftOut
        : s.repeats().size()
            + (s.isNoisy() ? ", the machine was too noisy" : ", steady")
            + again
            + leftOut;
  }

  private static String median(Speed speed, Function<Timing, ? extends Number> value) {
    return Words.significant(speed.spread(value).median());
  }

  private static String whole(Speed speed, Function<Timing, ? extends Number> value) {
    return Words.decimals(speed.spread(value).median(), 0);
  }
}
