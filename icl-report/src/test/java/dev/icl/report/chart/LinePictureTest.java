package dev.icl.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import dev.icl.report.chart.LinePicture.Panel;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinePictureTest {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Color BLUE = new Color(0x0072B2);
  private static final Color RED = new Color(0xD55E00);
  private static final Map<String, Pen> PENS =
      Map.of("a", new Pen(BLUE, 3.5f, List.of()), "b", new Pen(RED, 1.8f, List.of(5f, 3f)));

  @Test
  void everySeriesHasItsColourOnWhite() {
    BufferedImage image = drawn(line("a", 1, 0.5, 0.25), line("b", 0.9, 0.6, 0.3));

    assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
    assertThat(count(image, BLUE)).isGreaterThan(1000);
    assertThat(count(image, RED)).isGreaterThan(500);
  }

  @Test
  void dashesGoAboveTheBroadLineOfAnEqualCurve() {
    BufferedImage image = drawn(line("b", 1, 0.5, 0.25), line("a", 1, 0.5, 0.25));

    assertThat(count(image, BLUE)).isGreaterThan(1000);
    assertThat(count(image, RED)).isGreaterThan(500);
  }

  @Test
  void theLegendNamesEverySeries() {
    BufferedImage without = picture(List.of(line("a", 1, 2)), Map.of());
    Map<String, String> legend = new LinkedHashMap<>();
    legend.put("runs/first", "a");
    legend.put("runs/second", "b");
    BufferedImage with = picture(List.of(line("a", 1, 2)), legend);

    assertThat(count(without, Raster.INK)).as("words of the axes").isGreaterThan(100);
    assertThat(count(with, Raster.INK)).isGreaterThan(count(without, Raster.INK) + 50);
    assertThat(count(without, RED)).isZero();
    assertThat(count(with, RED)).isGreaterThan(20);
  }

  @Test
  void aLegendOfManyRowsMakesThePictureTaller() {
    Map<String, String> legend = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      legend.put("a/rather/long/path/to/the/folder/of/training-" + i, "a");
    }

    BufferedImage many = picture(List.of(line("a", 1, 2)), legend);
    BufferedImage few = picture(List.of(line("a", 1, 2)), Map.of("run", "a"));

    assertThat(few.getHeight()).isEqualTo(2 * 380);
    assertThat(many.getHeight()).isGreaterThan(few.getHeight());
    assertThat(many.getWidth()).isEqualTo(few.getWidth()).isEqualTo(2 * 900);
  }

  @Test
  void aGapStaysAGap() {
    int whole = count(picture(List.of(line("a", 1, 1, 1, 1, 1)), Map.of()), BLUE);
    int broken = count(picture(List.of(line("a", 1, 1, Double.NaN, 1, 1)), Map.of()), BLUE);

    assertThat(broken).isLessThan(whole * 3 / 4);
  }

  private static BufferedImage drawn(Series... series) {
    return picture(List.of(series), Map.of());
  }

  private static BufferedImage picture(List<Series> series, Map<String, String> legend) {
    return new LinePicture(PENS, FONT)
        .draw(List.of(new Panel("loss", Axis.FROM_ZERO, series)), legend);
  }

  private static Series line(String color, double... y) {
    double[] x = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i + 1;
    }
    return Series.plain("run " + color, color, x, y);
  }

  private static int count(BufferedImage image, Color color) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
