package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.report.record.BenchRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  @TempDir private static Path folder;

  private static String html;
  private static String markdown;

  @BeforeAll
  static void writeTheReport() throws IOException {
    BenchReport.write(BenchExample.in(folder), folder);
    html = Files.readString(folder.resolve("report.html"));
    markdown = Files.readString(folder.resolve("report.md"));
  }

  @Test
  void theMostImportantComesFirst() {
    assertThat(html.indexOf("icl is better than supervised by"))
        .isPositive()
        .isLessThan(html.indexOf("No difference in Dice between pytorch and tensorflow"))
        .isLessThan(html.indexOf("<table"));
  }

  @Test
  void everySectionIsThereAndLinked() {
    for (String id :
        List.of(
            "accuracy",
            "differences",
            "curves",
            "speed",
            "memory",
            "parity",
            "cases",
            "failures",
            "machines",
            "configuration",
            "repeat")) {
      assertThat(html).contains("<h2 id=\"" + id + "\"").contains("href=\"#" + id + "\"");
    }
  }

  @Test
  void namesThatLookLikeMarkupAreText() {
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("<b>patients")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;")
        .contains("3 labelled &lt;b&gt;patients");
    assertThat(markdown).doesNotContain("<script").doesNotContain("<b>");
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    Matcher links = Pattern.compile("(?:src|href|url)\\s*[=(]\\s*[\"']?([^\"')>]*)").matcher(html);
    while (links.find()) {
      assertThat(links.group(1)).matches("(#|data:).*");
    }
    assertThat(html).doesNotContain("@import").doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void tablesAndPicturesSayWhatTheyAre() {
    assertThat(count("<table>")).isPositive().isEqualTo(count("<caption>"));
    assertThat(count("<th scope=\"col\"")).isPositive();
    assertThat(count("<th scope=\"row\"")).isPositive();
    assertThat(count("<th")).isEqualTo(count("<thead") + count("<th scope="));
    assertThat(count("<svg")).isPositive().isEqualTo(count("role=\"img\" aria-label=\""));
    assertThat(html)
        .contains(">3 of 40<", "patients labelled", "24 samples with label maps, 296 without");
    assertThat(count("<img ")).isEqualTo(12).isEqualTo(count("alt=\"Slices of "));
    assertThat(html).contains("<html lang=\"en\">").contains("class=\"skip\" href=\"#content\"");
  }

  @Test
  void aFailedCellIsARowWithItsReasonAndInNoAverage() {
    assertThat(html)
        .contains("1 of 33 cells failed or did not finish.")
        .contains("There is no GPU here; set device to cpu.");
    assertThat(markdown).contains("There is no GPU here; set device to cpu. |");
  }

  @Test
  void theMachineThatWasTooNoisyIsNamedInItsRow() {
    assertThat(markdown)
        .containsPattern("\\| mean-teacher · tensorflow \\|.*3, the machine was too noisy")
        .containsPattern("\\| icl · tensorflow \\|.*3, steady");
  }

  @Test
  void markdownHasTheNumbersOfThePage() {
    Matcher dice = Pattern.compile("\\| icl \\| pytorch \\| ([0-9.]+) \\|").matcher(markdown);

    assertThat(dice.find()).isTrue();
    assertThat(html).contains(">" + dice.group(1) + "</td>");
  }

  @Test
  void everyTableIsACsvFileWithAColumnForEveryTitle() throws IOException {
    for (String name :
        List.of(
            "cells", "networks", "cases", "cases-best", "timing", "curves", "tests", "parity")) {
      List<String> lines = Files.readAllLines(folder.resolve("csv").resolve(name + ".csv"));
      assertThat(lines).as(name).hasSizeGreaterThan(1);
      int columns = fields(lines.get(0));
      assertThat(lines).as(name).allMatch(line -> fields(line) == columns);
    }
    assertThat(Files.readString(folder.resolve("csv/cases.csv")))
        .contains("\"<script>alert(1)</script> & \"\"LV\"\"\"");
    assertThat(Files.readAllLines(folder.resolve("csv/cells.csv"))).hasSize(34);
  }

  @Test
  void testsTellTheRevisionsOfBothMethods() throws IOException {
    assertThat(Files.readAllLines(folder.resolve("csv/tests.csv")).get(0))
        .contains("method_a,method_revision_a,variant_a", "method_b,method_revision_b,variant_b");
  }

  @Test
  void theDocsNameEveryCsvFile() throws IOException {
    String row =
        Files.readAllLines(Path.of("../docs/benchmarks.md")).stream()
            .filter(line -> line.startsWith("| `csv/cells.csv`"))
            .findFirst()
            .orElseThrow();
    try (Stream<Path> files = Files.list(folder.resolve("csv"))) {
      assertThat(files).allSatisfy(file -> assertThat(row).contains(file.getFileName() + "`"));
    }
  }

  @Test
  void theSameRecordGivesTheSameReport(@TempDir Path other) throws IOException {
    BenchReport.write(BenchExample.in(other), other);

    assertThat(Files.readString(other.resolve("report.html"))).isEqualTo(html);
  }

  @Test
  void aBenchmarkOfNothingIsAReportToo(@TempDir Path other) throws IOException {
    BenchRecord full = BenchExample.in(other);
    BenchReport.write(
        new BenchRecord(
            BenchRecord.FORMAT,
            full.created(),
            "Empty",
            full.config(),
            List.of(),
            List.of(),
            List.of()),
        other);

    assertThat(Files.readString(other.resolve("report.html"))).contains("<h1>Empty</h1>");
  }

  @Test
  void nothingUnfinishedIsLeftBehind() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()))
          .containsExactlyInAnyOrder(
              "best.png",
              "worst.png",
              "report.html",
              "report.md",
              "csv/cells.csv",
              "csv/networks.csv",
              "csv/cases.csv",
              "csv/cases-best.csv",
              "csv/timing.csv",
              "csv/curves.csv",
              "csv/tests.csv",
              "csv/parity.csv");
    }
  }

  private static int count(String text) {
    return html.split(Pattern.quote(text), -1).length - 1;
  }

  private static int fields(String line) {
    return line.replaceAll("\"(?:[^\"]|\"\")*\"", "q").split(",", -1).length;
  }
}
