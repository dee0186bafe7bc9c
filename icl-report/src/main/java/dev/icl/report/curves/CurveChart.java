package dev.icl.report.curves;

import dev.icl.core.io.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.None;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and validation Dice of trainings over their iterations, as a PNG. */
public final class CurveChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 380;

  /** Pixels for a point, so that the picture is sharp on dense screens. */
  private static final int SCALE = 2;

  /** Curves of no more points than this show them. */
  private static final int MARKED = 25;

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
   * @throws dev.icl.core.error.UserException if it cannot be written
   */
  public static void write(List<RunCurve> curves, Path file) {
    XYChart loss = chart("total loss", curves, p -> Double.isFinite(p.loss()), p -> p.loss());
    XYChart dice =
        chart(
            "mean validation Dice", curves, p -> p.dice().isPresent(), p -> p.dice().getAsDouble());
    List<XYChart> charts =
        curves.stream().anyMatch(c -> c.finalDice().isPresent())
            ? List.of(loss, dice)
            : List.of(loss);
    AtomicFile.write(file, true, out -> ImageIO.write(image(charts), "png", out));
  }

  private static BufferedImage image(List<XYChart> charts) {
    BufferedImage image =
        new BufferedImage(
            WIDTH * SCALE, charts.size() * HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.scale(SCALE, SCALE);
    for (XYChart chart : charts) {
      chart.paint(graphics, WIDTH, HEIGHT);
      graphics.translate(0, HEIGHT);
    }
    graphics.dispose();
    return image;
  }

  private static XYChart chart(
      String quantity,
      List<RunCurve> curves,
      Predicate<RunCurve.Point> has,
      ToDoubleFunction<RunCurve.Point> value) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("iteration")
            .yAxisTitle(quantity)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotGridLinesColor(new Color(0xDDDDDD));
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
    chart.getStyler().setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    for (int i = 0; i < curves.size(); i++) {
      List<RunCurve.Point> points = curves.get(i).points().stream().filter(has).toList();
      if (!points.isEmpty()) {
        XYSeries series =
            chart.addSeries(
                curves.get(i).name(),
                points.stream().mapToDouble(RunCurve.Point::iteration).toArray(),
                points.stream().mapToDouble(value).toArray());
        series.setMarker(points.size() <= MARKED ? SeriesMarkers.CIRCLE : new None());
        series.setLineColor(COLORS.get(i % COLORS.size()));
        series.setMarkerColor(COLORS.get(i % COLORS.size()));
        series.setLineStyle(stroke(i));
      }
    }
    return chart;
  }

  private static BasicStroke stroke(int index) {
    return index == 0
        ? new BasicStroke(3.5f)
        : new BasicStroke(
            1.8f,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            new float[] {4f + 3 * index, 3f},
            0);
  }
}
