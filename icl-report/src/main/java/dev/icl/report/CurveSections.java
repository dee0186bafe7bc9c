package dev.icl.report;

import dev.icl.report.analysis.Accuracy;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Labels;
import dev.icl.report.analysis.Run;
import dev.icl.report.chart.Figure;
import dev.icl.report.chart.LineChart;
import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import dev.icl.report.record.TrainingOutcome.CurvePoint;
import dev.icl.report.view.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The section on loss curves, one drawing per engine. */
final class CurveSections {
  private final Analysis analysis;
  private final Labels labels;
  private final Palette palette;

  CurveSections(Analysis analysis, Labels labels, Palette palette) {
    this.analysis = analysis;
    this.labels = labels;
    this.palette = palette;
  }

  List<Section> sections() {
    Map<String, List<Accuracy>> panels = new LinkedHashMap<>();
    analysis.accuracy().stream()
        .sorted(Comparator.comparing(a -> labels.where(a.group())))
        .forEach(
            a -> panels.computeIfAbsent(labels.where(a.group()), w -> new ArrayList<>()).add(a));
    List<Figure> figures = new ArrayList<>();
    panels.forEach(
        (where, groups) -> {
          add(
              figures,
              "Validation Dice, " + where,
              "mean Dice",
              Axis.FRACTION,
              groups,
              CurvePoint::dice);
          add(figures, "Loss, " + where, "total loss", Axis.WIDE, groups, CurvePoint::loss);
        });
    return figures.isEmpty()
        ? List.of()
        : List.of(
            Section.titled("curves", "Learning curves")
                .saying(
                    List.of(
                        "Lines are means over trainings, bands reach from the least to the most of"
                            + " them. Losses of different methods have different terms and are"
                            + " not to be compared."))
                .drawing(figures));
  }

  private void add(
      List<Figure> figures,
      String title,
      String quantity,
      Axis axis,
      List<Accuracy> groups,
      Function<CurvePoint, Double> value) {
    List<Series> series =
        groups.stream().map(a -> series(a, value)).filter(s -> s.x().length > 0).toList();
    if (!series.isEmpty()) {
      figures.add(LineChart.draw(title, quantity, axis, series));
    }
  }

  private Series series(Accuracy a, Function<CurvePoint, Double> value) {
    TreeMap<Integer, List<Double>> byIteration = new TreeMap<>();
    for (Run run : a.runs()) {
      for (CurvePoint point : run.training().curve()) {
        if (value.apply(point) != null) {
          byIteration
              .computeIfAbsent(point.iteration(), i -> new ArrayList<>())
              .add(value.apply(point));
        }
      }
    }
    // where only some of the trainings have a point, their mean would jump
    int most = byIteration.values().stream().mapToInt(List::size).max().orElse(0);
    byIteration.values().removeIf(values -> values.size() < most);
    double[] x = byIteration.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
    return new Series(
        a.group().approach(),
        palette.method(a.group()),
        !a.group().variant().isEmpty(),
        x,
        each(byIteration, list -> list.stream().mapToDouble(d -> d).average().orElseThrow()),
        most < 2
            ? new double[0]
            : each(byIteration, list -> list.stream().mapToDouble(d -> d).min().orElseThrow()),
        most < 2
            ? new double[0]
            : each(byIteration, list -> list.stream().mapToDouble(d -> d).max().orElseThrow()));
  }

  private static double[] each(
      Map<Integer, List<Double>> values, Function<List<Double>, Double> summary) {
    return values.values().stream().map(summary).mapToDouble(Double::doubleValue).toArray();
  }
}
