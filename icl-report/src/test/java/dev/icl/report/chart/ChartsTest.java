package dev.icl.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.icl.report.chart.LineChart.Axis;
import dev.icl.report.chart.LineChart.Series;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartsTest {
  /** {@code numpy.percentile(v, [25, 50, 75])} of NumPy 1.24.2. */
  @Test
  void boxesShowTheQuartilesOfNumPyAndWhiskersLeaveOutliersOut() {
    BoxPlot.Quartiles q = BoxPlot.Quartiles.of(new double[] {0.2, 0.5, 0.55, 0.6, 0.61, 0.7, 0.95});

    assertThat(q.first()).isEqualTo(0.525, offset(1e-12));
    assertThat(q.median()).isEqualTo(0.6, offset(1e-12));
    assertThat(q.third()).isEqualTo(0.655, offset(1e-12));
    assertThat(q.low()).isEqualTo(0.5);
    assertThat(q.high()).isEqualTo(0.7);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 5, 0.2", "0, 93, 4, 50", "0, 1000, 5, 200", "0, 0.013, 4, 0.005"})
  void ticksAreRound(double low, double high, int about, double step) {
    List<Double> ticks = Ticks.linear(low, high, about);

    assertThat(ticks.get(0)).isZero();
    assertThat(ticks.get(1)).isEqualTo(step, offset(1e-12));
    assertThat(ticks.get(ticks.size() - 1)).isLessThanOrEqualTo(high * 1.0001);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.2, 0.2", "1500, 1500", "0.000001, 1e-6", "30000, 30\u202f000"})
  void ticksAreLabelledShortly(double value, String label) {
    assertThat(Ticks.label(value)).isEqualTo(label);
  }

  @Test
  void namesAreEscapedInTextsAndAttributes() throws Exception {
    String hostile = "\"><script>alert(1)</script>";

    String svg =
        BarChart.draw(hostile, hostile, List.of(new BarChart.Bar(hostile, "e0", 3, 2, 4, hostile)))
            .svg();

    assertThat(svg).doesNotContain("<script");
    assertThat(parsed(svg).getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void aNameThatIsWiderThanTheDrawingIsMadeNarrowAndThenShort() throws Exception {
    assertThat(label("icl · pytorch").getAttribute("textLength")).isEmpty();
    Element narrow = label("icl (consistency_weight=10, mixer=axial) · tensorflow · 3 labelled");
    assertThat(Double.parseDouble(narrow.getAttribute("textLength"))).isLessThan(400);
    assertThat(narrow.getTextContent()).contains("mixer=axial");
    assertThat(label("icl " + "x".repeat(200) + " · tensorflow").getTextContent())
        .startsWith("icl xxx")
        .contains("…")
        .endsWith("· tensorflow")
        .hasSizeLessThan(100);
  }

  private static Element label(String name) throws Exception {
    Document svg =
        parsed(
            BarChart.draw("t", "axis", List.of(new BarChart.Bar(name, "e0", 3, 2, 4, "3"))).svg());
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.getAttribute("class").startsWith("label")) {
        return text;
      }
    }
    throw new AssertionError("no label");
  }

  @Test
  void aLossThatIsNoNumberInterruptsTheLine() throws Exception {
    Series series =
        Series.plain(
            "loss", "m1", new double[] {1, 2, 3, 4, 5}, new double[] {5, 4, Double.NaN, 2, 1});

    Document svg = parsed(LineChart.draw("t", "q", Axis.FROM_ZERO, List.of(series)).svg());

    String path =
        svg.getElementsByTagName("path").item(0).getAttributes().getNamedItem("d").getNodeValue();
    assertThat(path.chars().filter(c -> c == 'M')).hasSize(2);
    assertThat(path).doesNotContain("NaN");
  }

  @Test
  void widelySpreadLossesAreDrawnLogarithmically() {
    Series wide = Series.plain("loss", "m1", new double[] {1, 2}, new double[] {100, 0.1});
    Series narrow = Series.plain("loss", "m1", new double[] {1, 2}, new double[] {2, 0.1});
    Series negative = Series.plain("loss", "m1", new double[] {1, 2}, new double[] {100, -1});

    assertThat(LineChart.draw("t", "q", Axis.WIDE, List.of(wide)).svg()).contains("(logarithmic)");
    assertThat(LineChart.draw("t", "q", Axis.WIDE, List.of(narrow)).svg()).doesNotContain("(log");
    assertThat(LineChart.draw("t", "q", Axis.WIDE, List.of(negative)).svg()).doesNotContain("(log");
  }

  @ParameterizedTest
  @CsvSource({"0.81, 0.86, 0.8, 0.86", "0.2, 0.2, 0.2, 0.25", "-3, 7, -5, 10", "0, 1, 0, 1"})
  void anAxisAroundValuesEndsAtRoundOnes(double least, double largest, double low, double high) {
    Scale scale = Scale.around(least, largest, 100, 0);

    assertThat(scale.low()).isEqualTo(low, offset(1e-12));
    assertThat(scale.high()).isEqualTo(high, offset(1e-12));
  }

  @Test
  void aNegativeLossIsNotDrawnAsZero() throws Exception {
    Series negative = Series.plain("loss", "m1", new double[] {1, 2}, new double[] {-1, -2});

    Document svg = parsed(LineChart.draw("t", "q", Axis.WIDE, List.of(negative)).svg());

    String path =
        svg.getElementsByTagName("path").item(0).getAttributes().getNamedItem("d").getNodeValue();
    String[] ends = path.substring(1).split("L");
    assertThat(ends[0].split(" ")[1]).isNotEqualTo(ends[1].split(" ")[1]);
  }

  @Test
  void aChartSaysInWordsWhatItShows() {
    Figure figure =
        BarChart.draw(
            "Throughput",
            "images/s",
            List.of(new BarChart.Bar("icl", "e0", 3, 2, 4, "3.00 images/s")));

    assertThat(figure.description()).isEqualTo("Bars of images/s: icl 3.00 images/s.");
    assertThat(figure.svg()).contains("aria-label=\"Throughput. Bars of images/s: icl 3.00");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
