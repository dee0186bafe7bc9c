package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.data.model.FirstPass;
import dev.icl.report.viewer.FewCases;
import dev.icl.report.viewer.SliceRange;
import dev.icl.report.viewer.ViewerPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code icl view} as a real browser shows it. */
class ViewInBrowserTest {
  private static final String FIRST = "a/\"quoted\" & <b>";

  // the browser may still write to its profile while it dies
  @TempDir(cleanup = CleanupMode.NEVER)
  private static Path folder;

  private static Chromium chromium;

  @BeforeAll
  static void startTheBrowserAndWriteThePage() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "no Chromium on the PATH: pages are not looked at");
    new ViewerPage(SliceRange.ALL, 5, FirstPass.SILENT)
        .write(folder.resolve("view.html"), new FewCases(List.of(FIRST, "b"), 20));
    chromium = Chromium.start(program.get(), Files.createDirectories(folder.resolve("profile")));
  }

  @AfterAll
  static void stopTheBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest(name = "{0} px, dark: {1}")
  @CsvSource({"390, false", "390, true", "1280, false", "1280, true"})
  void scanAndLabelMapsAreDrawnAndNothingIsCutOffOrReported(int width, boolean dark)
      throws IOException {
    open(width, dark, FIRST);

    assertThat(
            number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
        .as("how far the page scrolls sideways")
        .isLessThanOrEqualTo(0);
    assertThat(number("[...document.querySelectorAll('canvas')].filter(c => c.clientWidth).length"))
        .as("planes on the screen")
        .isEqualTo(width < 600 ? 1 : 3);
    assertThat(number(COLORED)).as("pixels in colours of classes").isGreaterThan(200);
    assertThat(number(GREY)).as("pixels of the scan").isGreaterThan(2000);
    assertThat(
            text(
                "[...document.querySelectorAll('.plane.active .stage span')].map(s => s.textContent).join('')"))
        .isEqualTo("RLAP");
    assertThat(text("document.getElementById('name').textContent")).isEqualTo(FIRST + " (1 of 2)");
    assertThat(text("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo(dark ? "rgb(20, 23, 26)" : "rgb(250, 250, 248)");
    assertThat(chromium.complaints()).isEmpty();
    String screenshots = System.getProperty("icl.screenshots");
    if (screenshots != null) {
      Path png =
          Path.of(screenshots).resolve("view-%d-%s.png".formatted(width, dark ? "dark" : "light"));
      Files.createDirectories(png.getParent());
      chromium.screenshot(png);
    }
  }

  @Test
  void keysWalkThroughSlicesPlanesAndCases() {
    open(1280, false, FIRST);
    String count = "document.querySelectorAll('.plane figcaption span')";

    String before = text(count + "[0].textContent");
    press("ArrowUp");
    assertThat(text(count + "[0].textContent")).isNotEqualTo(before);
    press("End");
    assertThat(text(count + "[0].textContent")).isEqualTo("1 of 20");
    press("PageUp");
    assertThat(text(count + "[0].textContent")).isEqualTo("11 of 20");
    press("3");
    press("Home");
    assertThat(text(count + "[2].textContent")).isEqualTo("20 of 20");
    press("ArrowRight");
    chromium.awaitThat("document.body.dataset.shown === 'b'");
    assertThat(text("location.hash")).isEqualTo("#case=b");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void labelMapsAreHiddenClassByClassAndAllTogether() {
    open(1280, false, "b");
    int all = number(COLORED);
    // a contour is thinner than the area that it surrounds
    chromium.evaluate("choose(document.querySelectorAll('.layer select')[0], 'contour')");
    settle();
    int contours = number(COLORED);
    press("l");
    int none = number(COLORED);

    assertThat(contours).isBetween(1, all - 1);
    assertThat(none).isZero();
  }

  @Test
  void aClickTakesTheOtherPlanesThere() {
    open(1280, false, "b");

    chromium.evaluate(
        """
        (() => {
          const canvas = document.querySelectorAll('canvas')[0];
          const box = canvas.getBoundingClientRect();
          const at = {pointerId: 1, pointerType: 'mouse', button: 0, bubbles: true,
            clientX: box.left + box.width * 0.125, clientY: box.top + box.height * 0.775};
          canvas.setPointerCapture = () => {};
          canvas.dispatchEvent(new PointerEvent('pointerdown', at));
          canvas.dispatchEvent(new PointerEvent('pointerup', at));
        })()
        """);
    settle();

    // an eighth of 20 columns from the right side is the file's column 17, row 15 from the front 4
    assertThat(text("document.getElementById('here').textContent"))
        .startsWith("Voxel (17, 4, ")
        .contains("reference: background");
  }

  @Test
  void theTableOpensCasesAndSortsThem() {
    open(390, false, FIRST);
    assertThat(
            text(
                "[...document.querySelectorAll('#case-table tbody td')].map(t => t.textContent).join(' ')"))
        .isEqualTo("0.900 0.800");

    chromium.evaluate("document.querySelectorAll('#case-table thead button')[1].click()");
    assertThat(text("document.querySelector('#case-table tbody td').textContent"))
        .isEqualTo("0.800");
    chromium.evaluate("document.querySelector('#case-table tbody a').click()");
    chromium.awaitThat("document.body.dataset.shown === 'b'");
    assertThat(text("document.querySelector('tr[aria-current=true] a').textContent"))
        .isEqualTo("b");
  }

  @Test
  void aCaseThatIsNotThereIsNamed() {
    chromium.open(folder.resolve("view.html"), 1280, false, "#case=nobody");
    chromium.awaitThat("document.body.dataset.shown !== undefined");

    assertThat(text("document.getElementById('trouble').textContent"))
        .isEqualTo("There is no case \"nobody\" on this page.");
  }

  /** Pixels that are far from grey. */
  private static final String COLORED = pixels("Math.max(r, g, b) - Math.min(r, g, b) > 40");

  private static final String GREY = pixels("r > 30 && r === g && g === b");

  private static String pixels(String condition) {
    return """
        [...document.querySelectorAll('canvas')].filter(c => c.clientWidth).map(c => {
          const copy = new OffscreenCanvas(c.width, c.height).getContext('2d', {willReadFrequently: true});
          copy.drawImage(c, 0, 0);
          const data = copy.getImageData(0, 0, c.width, c.height).data;
          let count = 0;
          for (let i = 0; i < data.length; i += 4) {
            const [r, g, b] = [data[i], data[i + 1], data[i + 2]];
            count += (%s) ? 1 : 0;
          }
          return count;
        }).reduce((a, b) => a + b, 0)
        """
        .formatted(condition);
  }

  private static void open(int width, boolean dark, String name) {
    chromium.open(
        folder.resolve("view.html"),
        width,
        dark,
        "#case=" + text("encodeURIComponent(" + quoted(name) + ")"));
    chromium.awaitThat("document.body.dataset.shown === " + quoted(name));
    chromium.evaluate(
        "window.choose = (select, value) => { select.value = value; select.onchange(); }");
    chromium.evaluate("document.getElementById('crosshair').click()");
    settle();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  private static void press(String key) {
    chromium.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
            .formatted(key));
    settle();
  }

  /** Waits until the next picture is drawn. */
  private static void settle() {
    chromium.evaluate(
        "window.settled = false; requestAnimationFrame(() => requestAnimationFrame(() => { window.settled = true; }))");
    chromium.awaitThat("window.settled");
  }

  private static int number(String expression) {
    return chromium.evaluate(expression).asInt();
  }

  private static String text(String expression) {
    return chromium.evaluate(expression).asText();
  }
}
