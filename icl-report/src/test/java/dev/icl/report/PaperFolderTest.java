package dev.icl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.report.analysis.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Tables and figures of reports for papers. */
class PaperFolderTest {
  private static final Pattern ENVIRONMENT = Pattern.compile("\\\\(begin|end)\\{([a-z]+)}");

  private static final Path LATEX = Path.of("/usr/bin/pdflatex");

  @TempDir private static Path folder;
  private static Path paper;

  @BeforeAll
  static void write() {
    paper = folder.resolve("paper");
    BenchReport.of(
            "Bench & \"more\" of 100 %",
            List.of(Source.of(folder, BenchExample.in(folder.resolve("bench")))))
        .paper(paper);
  }

  @Test
  void theDocumentIsWellFormed() throws IOException {
    String document = Files.readString(paper.resolve("report.tex"));

    assertThat(document)
        .startsWith("\\documentclass{article}\n")
        .contains("\\section*{Bench \\& \\char34{}more\\char34{} of 100 \\%}")
        .endsWith("\\end{document}\n");
    requireNested(document);
    List<String> inputs = found(document, "\\\\input\\{([^}]*)}");
    assertThat(inputs).isNotEmpty();
    assertThat(inputs).allSatisfy(name -> assertThat(paper.resolve(name + ".tex")).exists());
    List<String> figures = found(document, "includegraphics\\{([^}]*)}");
    assertThat(figures).isNotEmpty();
    assertThat(figures).allSatisfy(name -> assertThat(paper.resolve(name)).exists());
  }

  @Test
  void everyRowOfATableHasACellForEveryColumn() throws IOException {
    List<Path> tables = files("tables");
    assertThat(tables).isNotEmpty();
    for (Path table : tables) {
      String text = Files.readString(table);
      requireNested(text);
      int columns = found(text, "begin\\{tabular}\\{([lr]+)}").get(0).length();
      List<String> rows = text.lines().filter(line -> line.endsWith("\\\\")).toList();
      assertThat(rows).hasSizeGreaterThan(1);
      assertThat(rows)
          .allSatisfy(row -> assertThat(found(row, "(?<!\\\\)(&)")).as(row).hasSize(columns - 1));
      assertThat(text).contains("\\toprule", "\\midrule", "\\bottomrule", "\\caption{");
      assertThat(text)
          .contains("\\label{tab:" + table.getFileName().toString().replace(".tex", "") + "}");
      // nothing that ends a line, asks for an argument or is a command by accident
      assertThat(text.replaceAll("\\\\[%&_#$]|\\$\\\\?[a-z-]+\\$|!}\\{%|^.*resizebox.*$", ""))
          .doesNotContainPattern("[%#_$^]");
    }
  }

  @Test
  void everyFigureIsADocumentOfItsOwn() throws Exception {
    List<Path> figures =
        files("figures").stream().filter(f -> f.toString().endsWith(".svg")).toList();
    assertThat(figures).isNotEmpty();
    for (Path figure : figures) {
      byte[] bytes = Files.readAllBytes(figure);
      Document svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(bytes));
      assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg.getElementsByTagName("text").getLength()).isPositive();
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .as("needs no style sheet")
          .doesNotContain("class=", "var(");
      assertThat(Path.of(figure.toString().replace(".svg", ".pdf"))).exists();
    }
  }

  @Test
  void theTableOfAPdfSaysWhereItsObjectsAre() throws IOException {
    for (Path figure :
        files("figures").stream().filter(f -> f.toString().endsWith(".pdf")).toList()) {
      String pdf = Files.readString(figure, StandardCharsets.ISO_8859_1);
      assertThat(pdf).startsWith("%PDF-1.4\n").endsWith("%%EOF\n");
      int table = Integer.parseInt(found(pdf, "startxref\n(\\d+)\n").get(0));
      assertThat(pdf.startsWith("xref\n", table)).isTrue();
      List<String> places = found(pdf, "(\\d{10}) 00000 n ");
      for (int i = 0; i < places.size(); i++) {
        assertThat(pdf.startsWith((i + 1) + " 0 obj\n", Integer.parseInt(places.get(i)))).isTrue();
      }
      int length = Integer.parseInt(found(pdf, "/Length (\\d+)").get(0));
      int start = pdf.indexOf("stream\n") + "stream\n".length();
      assertThat(pdf.startsWith("endstream", start + length)).isTrue();
    }
  }

  @Test
  void aTrainingHasItsTablesAndFiguresToo() throws IOException {
    Path run = TrainedFolderExample.evaluated(folder.resolve("run"), "icl", 1, 0.8);

    RunReport.of(Optional.empty(), run).paper(folder.resolve("of-run"));

    assertThat(Files.readString(folder.resolve("of-run/tables.md")))
        .startsWith("**Table 1. Scores of 8 cases**")
        .contains("| Class | Dice |", "**Table 2. ");
    assertThat(folder.resolve("of-run/tables/evaluation-scores-of-8-cases.tex"))
        .content()
        .contains("a \\char34{}quoted\\char34{}, \\textless{}b\\textgreater{}class");
  }

  /** Every letter that is taken over, and some that are not. */
  @Test
  void theDocumentCompiles() throws IOException, InterruptedException {
    StringBuilder letters = new StringBuilder();
    for (char c = ' '; c < 0x250; c++) {
      letters.append(c);
    }
    Path written = folder.resolve("compiled");
    BenchReport.of(
            letters.toString(),
            List.of(Source.of(folder, BenchExample.in(folder.resolve("bench")))))
        .paper(written);

    assertThat(compiled(written, "report.tex")).isEmpty();
  }

  /** With no other packages than those that the documentation names for tables. */
  @Test
  void tablesCompileInAnArticleOfOnesOwn() throws IOException, InterruptedException {
    StringBuilder article =
        new StringBuilder(
            "\\documentclass{article}\n\\usepackage{booktabs}\n\\usepackage{graphicx}\n");
    article.append("\\begin{document}\n");
    for (Path table : files("tables")) {
      article.append("\\input{tables/").append(table.getFileName()).append("}\n");
    }
    Files.writeString(paper.resolve("own.tex"), article + "\\end{document}\n");

    assertThat(compiled(paper, "own.tex")).isEmpty();
  }

  /** The complaints of pdflatex. */
  private static List<String> compiled(Path where, String document)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(LATEX), "there is no pdflatex");
    Process latex =
        new ProcessBuilder(
                LATEX.toString(),
                "-draftmode",
                "-interaction=nonstopmode",
                "-no-shell-escape",
                document)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(latex.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    List<String> errors = said.lines().filter(line -> line.startsWith("!")).toList();
    return latex.waitFor() == 0 || !errors.isEmpty() ? errors : List.of(said);
  }

  private static void requireNested(String text) {
    Deque<String> open = new ArrayDeque<>();
    Matcher match = ENVIRONMENT.matcher(text);
    while (match.find()) {
      if (match.group(1).equals("begin")) {
        open.push(match.group(2));
      } else {
        assertThat(match.group(2)).isEqualTo(open.pop());
      }
    }
    assertThat(open).isEmpty();
    String braces = text.replaceAll("\\\\[{}]", "");
    assertThat(found(braces, "(\\{)")).hasSameSizeAs(found(braces, "(})"));
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(paper.resolve(name))) {
      return files.sorted().toList();
    }
  }

  private static List<String> found(String text, String pattern) {
    List<String> all = new ArrayList<>();
    Matcher match = Pattern.compile(pattern).matcher(text);
    while (match.find()) {
      all.add(match.group(1));
    }
    return all;
  }
}
