package dev.icl.report.curves;

import dev.icl.app.overlay.Lettering;
import dev.icl.core.io.AtomicFile;
import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import dev.icl.report.chart.LinePicture;
import dev.icl.report.chart.LinePicture.Panel;
import dev.icl.report.chart.Pen;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;

/** Loss and validation Dice of trainings over their iterations, as a PNG. */
public final class CurveChart {
  private static final float TEXT = 13;

  /** Told apart by people with colour vision deficiencies, too (Okabe and Ito, 2008). */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x0072B2),
          new Color(0xD55E00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xE69F00),
          new Color(0x56B4E9));

  private CurveChart() {}

  /**
   * Draws the curves.
   *
   * @param curves at least one; later ones are dashed, so that equal curves show both
   * @param file a PNG; replaced if it exists
   * @throws dev.icl.core.error.UserException if it cannot be written, or there is no font to write
   *     its words with
   */
  public static void write(List<RunCurve> curves, Path file) {
    BufferedImage image = image(curves);
    AtomicFile.write(file, true, out -> ImageIO.write(image, "png", out));
  }

  /** The picture; a run without any value of a quantity is in its legend alone. */
  static BufferedImage image(List<RunCurve> curves) {
    Map<String, Pen> pens = new LinkedHashMap<>();
    Map<String, String> legend = new LinkedHashMap<>();
    for (int i = 0; i < curves.size(); i++) {
      pens.put(color(i), pen(i));
      legend.put(curves.get(i).name(), color(i));
    }
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel("total loss", Axis.WIDE, series(curves, p -> true, RunCurve.Point::loss)));
    if (curves.stream().anyMatch(c -> c.finalDice().isPresent())) {
      panels.add(
          new Panel(
              "mean validation Dice",
              Axis.FITTED,
              series(curves, p -> p.dice().isPresent(), p -> p.dice().getAsDouble())));
    }
    return new LinePicture(pens, Lettering.sans(Font.PLAIN, TEXT)).draw(panels, legend);
  }

  /** In reverse: the dashes of the later ones go above the broad line of the first. */
  private static List<Series> series(
      List<RunCurve> curves,
      Predicate<RunCurve.Point> has,
      ToDoubleFunction<RunCurve.Point> value) {
    List<Series> series = new ArrayList<>();
    for (int i = curves.size() - 1; i >= 0; i--) {
      List<RunCurve.Point> points = curves.get(i).points().stream().filter(has).toList();
      series.add(
          Series.plain(
              curves.get(i).name(),
              color(i),
              points.stream().mapToDouble(RunCurve.Point::iteration).toArray(),
              points.stream().mapToDouble(value).toArray()));
    }
    return series;
  }

  private static String color(int index) {
    return "run-" + index;
  }

  private static Pen pen(int index) {
    Color color = COLORS.get(index % COLORS.size());
    return index == 0
        ? new Pen(color, 3.5f, List.of())
        : new Pen(color, 1.8f, List.of(4f + 3 * index, 3f));
  }
}
