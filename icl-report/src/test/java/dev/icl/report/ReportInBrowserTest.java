package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as a real browser shows them. */
class ReportInBrowserTest {
  /** Where screenshots go if somebody wants to look at them. */
  private static final Optional<Path> SCREENSHOTS =
      Optional.ofNullable(System.getProperty("icl.screenshots")).map(Path::of);

  // the browser may still write to its profile while it dies
  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void startTheBrowserAndWriteTheReports() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.find();
    assumeTrue(
        program.isPresent(), "no Chromium on the PATH: reports are not looked at in a browser");
    BenchReport.write(BenchExample.in(folder.resolve("bench")), folder.resolve("bench"));
    Path run = TrainedFolderExample.evaluated(folder.resolve("run"), "icl", 1, 0.8);
    RunReport.write(run, run);
    chromium = Chromium.start(program.get(), Files.createDirectories(folder.resolve("profile")));
  }

  @AfterAll
  static void stopTheBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest(name = "{0} at {1} px, dark: {2}")
  @CsvSource({
    "bench, 390, false",
    "bench, 390, true",
    "bench, 1280, false",
    "bench, 1280, true",
    "run, 390, false",
    "run, 390, true",
    "run, 1280, false",
    "run, 1280, true"
  })
  void everyChartIsDrawnAndNothingIsCutOffOrReported(String report, int width, boolean dark)
      throws IOException {
    chromium.open(folder.resolve(report).resolve(BenchReport.HTML), width, dark);

    assertThat(chromium.evaluate("window.innerWidth").asInt()).isEqualTo(width);
    assertThat(chromium.evaluate(BEYOND_THE_EDGE).asInt())
        .as("how far the page scrolls sideways")
        .isLessThanOrEqualTo(0);
    if (width >= 1280) {
      assertThat(chromium.evaluate(WIDE_TABLES).asText()).as("tables that scroll").isEmpty();
    }
    assertThat(chromium.evaluate("document.querySelectorAll('svg.chart').length").asInt())
        .isGreaterThanOrEqualTo(2);
    assertThat(chromium.evaluate(EMPTY_CHARTS).asInt()).as("charts without marks").isZero();
    assertThat(chromium.evaluate(OVERFLOWING).asText()).as("texts outside their charts").isEmpty();
    assertThat(
            chromium.evaluate("[...document.images].filter(i => !i.naturalWidth).length").asInt())
        .as("pictures that are not shown")
        .isZero();
    assertThat(
            isDark(chromium.evaluate("getComputedStyle(document.body).backgroundColor").asText()))
        .isEqualTo(dark);
    assertThat(chromium.complaints()).isEmpty();
    if (SCREENSHOTS.isPresent()) {
      Files.createDirectories(SCREENSHOTS.get());
      String name = "%s-%d-%s.png".formatted(report, width, dark ? "dark" : "light");
      chromium.screenshot(SCREENSHOTS.get().resolve(name));
    }
  }

  private static final String BEYOND_THE_EDGE =
      "document.documentElement.scrollWidth - document.documentElement.clientWidth";

  private static final String WIDE_TABLES =
      """
      [...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth + 1)
        .map(s => s.querySelector('caption').textContent + ': ' + s.scrollWidth + ' of ' + s.clientWidth)
        .join('; ')
      """;

  /** A chart has marks of some size, not an axis alone. */
  private static final String EMPTY_CHARTS =
      """
      [...document.querySelectorAll('svg.chart')].filter(svg =>
        svg.getBoundingClientRect().height < 50 ||
        ![...svg.querySelectorAll('.fill, .box, .curve, .point, .dot')].some(mark => {
          const box = mark.getBoundingClientRect();
          return box.width > 1 || box.height > 1;
        })).length
      """;

  private static final String OVERFLOWING =
      """
      [...document.querySelectorAll('svg.chart')].flatMap(svg => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter(t => {
          const box = t.getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1;
        }).map(t => t.textContent);
      }).join('; ')
      """;

  private static boolean isDark(String color) {
    String[] parts = color.replaceAll("[^0-9,]", "").split(",");
    return Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]) + Integer.parseInt(parts[2])
        < 3 * 128;
  }
}
