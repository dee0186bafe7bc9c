package dev.icl.report;

import dev.icl.report.chart.Figure;
import dev.icl.report.chart.LineChart;
import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import dev.icl.report.curves.TrainingLog;
import dev.icl.report.curves.TrainingLog.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of one training. */
final class RunFigures {
  /** More steps than this are drawn as means over some. */
  private static final int MOST_POINTS = 400;

  private final TrainingLog log;
  private final List<String> classes;

  RunFigures(TrainingLog log, List<String> classes) {
    this.log = log;
    this.classes = classes;
  }

  /** The number of steps that a point stands for. */
  int stepsPerPoint() {
    return (log.steps().size() + MOST_POINTS - 1) / MOST_POINTS;
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (!log.validated().isEmpty()) {
      figures.add(validation());
    }
    figures.add(
        LineChart.draw("Total loss", "loss", Axis.WIDE, List.of(series("loss", "m1", Step::loss))));
    List<Series> terms = terms();
    if (terms.size() > 1) {
      figures.add(LineChart.draw("Terms of the loss", "value", Axis.WIDE, terms));
    }
    add(figures, "Learning rate", "rate", "m3", Step::learningRate);
    add(figures, "Throughput", "images/s", "m4", Step::imagesPerSecond);
    return figures;
  }

  private void add(
      List<Figure> figures,
      String title,
      String quantity,
      String color,
      ToDoubleFunction<Step> value) {
    if (log.steps().stream().anyMatch(step -> Double.isFinite(value.applyAsDouble(step)))) {
      figures.add(
          LineChart.draw(title, quantity, Axis.FROM_ZERO, List.of(series(title, color, value))));
    }
  }

  private Figure validation() {
    List<Step> validated = log.validated();
    double[] x = validated.stream().mapToDouble(Step::iteration).toArray();
    List<Series> series = new ArrayList<>();
    series.add(
        Series.plain(
            "mean",
            "m1",
            x,
            validated.stream().mapToDouble(s -> s.validation().orElseThrow().dice()).toArray()));
    for (int c = 0; classes.size() > 1 && c < classes.size(); c++) {
      int index = c;
      double[] y =
          validated.stream()
              .map(s -> s.validation().orElseThrow().perClass())
              .mapToDouble(v -> index < v.size() ? v.get(index) : Double.NaN)
              .toArray();
      series.add(Series.plain(classes.get(c), Palette.series(c + 1), x, y).withDashes());
    }
    return LineChart.draw("Validation Dice", "Dice", Axis.FRACTION, series);
  }

  private List<Series> terms() {
    List<Series> terms = new ArrayList<>();
    for (String name : log.losses()) {
      if (!name.equals("loss")) {
        terms.add(
            series(
                name,
                Palette.series(terms.size()),
                step -> step.losses().getOrDefault(name, Double.NaN)));
      }
    }
    return terms;
  }

  /** Means over as many steps as make few enough points; non-finite values are left out of them. */
  private Series series(String label, String color, ToDoubleFunction<Step> value) {
    int width = stepsPerPoint();
    int points = (log.steps().size() + width - 1) / width;
    double[] x = new double[points];
    double[] y = new double[points];
    for (int i = 0; i < points; i++) {
      List<Step> steps =
          log.steps().subList(i * width, Math.min(log.steps().size(), (i + 1) * width));
      x[i] = steps.get(steps.size() - 1).iteration();
      y[i] =
          steps.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
    }
    return Series.plain(label, color, x, y);
  }
}
