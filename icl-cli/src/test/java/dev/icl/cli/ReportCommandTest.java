package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.report.TrainedFolderExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;

  private Path icl;
  private Path supervised;

  @BeforeEach
  void haveTwoTrainings() {
    icl = TrainedFolderExample.evaluated(folder.resolve("runs/icl-1"), "icl", 1, 0.8);
    supervised = TrainedFolderExample.evaluated(folder.resolve("runs/sup-1"), "supervised", 1, 0.6);
  }

  @Test
  void aTrainingsReportIsWrittenIntoItsFolder() {
    Outcome outcome = report(icl);

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("The report is in " + icl.resolve("report.html"));
    assertThat(icl.resolve("report.html")).content().contains("<h1>icl on phantom</h1>");
    assertThat(icl.resolve("report.md")).doesNotExist();
  }

  @Test
  void aTrainingsReportHasTheHeadingThatItIsGiven() {
    Outcome outcome = report(icl, "--title", "The <first> one");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(icl.resolve("report.html"))
        .content()
        .contains("<h1>The &lt;first&gt; one</h1>")
        .doesNotContain("<h1>icl on phantom</h1>");
  }

  @Test
  void trainingsStartedByHandAreComparedInOneReport() {
    Path out = folder.resolve("both");

    Outcome outcome = report(icl, supervised, "--out", out, "--title", "By hand");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(out.resolve("report.md"))
        .content()
        .startsWith("# By hand\n")
        .contains("**icl is better than supervised by 20.0 points of Dice (p = 0.008).**")
        .contains("8 patients, 1 pair of trainings with the same seed")
        .contains("icl train --config " + icl + "/config.yaml --out " + icl);
    assertThat(out.resolve("report.html")).exists();
    assertThat(out.resolve("csv/tests.csv")).content().contains(",better,icl is better than");
  }

  @Test
  void aFolderOfTrainingsStandsForAllInIt() {
    Outcome outcome = report(folder.resolve("runs"), "--out", folder.resolve("all"));

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(folder.resolve("all/csv/cells.csv")).content().hasLineCount(3);
  }

  @Test
  void settingsOfTheMethodThatAreNotTheDefaultAreAVariant() throws IOException {
    Path other = TrainedFolderExample.evaluated(folder.resolve("other"), "icl", 1, 0.7);
    Path config = other.resolve("config.yaml");
    Files.writeString(
        config,
        Files.readString(config).replace("consistency_weight: 50.0", "consistency_weight: 10.0"));

    report(icl, other, "--out", folder.resolve("both"));

    assertThat(folder.resolve("both/report.md"))
        .content()
        .contains("icl is better than icl (consistency_weight=10.0)");
  }

  @Test
  void aTrainingThatHasNotFinishedIsListedAndNotAveraged() {
    Path running = TrainedFolderExample.running(folder.resolve("running"), "icl", 2, 0.9);

    report(icl, running, "--out", folder.resolve("both"));

    assertThat(folder.resolve("both/report.md"))
        .content()
        .contains("1 of 2 cells failed or did not finish.")
        .contains("The training has not finished: it is at iteration 200 of 200.");
  }

  @Test
  void trainingsWithValidationScoresAloneAreMarked() {
    Path bare = TrainedFolderExample.finished(folder.resolve("bare"), "supervised", 2, 0.5);

    report(
        bare,
        TrainedFolderExample.finished(folder.resolve("c"), "icl", 2, 0.7),
        "--out",
        folder.resolve("both"));

    assertThat(folder.resolve("both/report.md"))
        .content()
        .contains("| icl | pytorch | 0.700 \\* |")
        .contains("2 groups of trainings known by validation scores alone.");
  }

  @Test
  void tablesAndFiguresGoIntoAFolderForAPaper() {
    Path paper = folder.resolve("paper");

    Outcome outcome = report(icl, "--latex", paper);

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("Its tables and figures are in " + paper + ".");
    assertThat(paper.resolve("report.tex")).content().contains("\\section*{icl on phantom}");
    assertThat(paper.resolve("tables.md")).exists();
    mistake(
        "--latex: " + icl.resolve("config.yaml") + " is a file",
        icl,
        "--latex",
        icl.resolve("config.yaml"));
  }

  @Test
  void severalFoldersNeedAPlaceForTheirReport() {
    mistake(
        "--out: 2 folders (icl-1, sup-1) make one report; name a folder for it, as --out report.",
        icl,
        supervised);
  }

  @Test
  void aFolderWithoutResultsIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    mistake("empty holds no results: no bench.json of icl bench", empty);
    mistake("There is no folder", folder.resolve("nowhere"));
    mistake("is a file; name a folder", icl.resolve("config.yaml"));
    mistake("is named twice", icl, icl, "--out", folder.resolve("both"));
  }

  @Test
  void contradictoryResultsAreRefusedAndNothingIsWritten() {
    Path again = TrainedFolderExample.evaluated(folder.resolve("again"), "icl", 1, 0.5);

    mistake("tell different results of the same cell", icl, again, "--out", folder.resolve("both"));
    assertThat(folder.resolve("both")).doesNotExist();
  }

  @Test
  void severalEvaluationsOfOneTrainingAreRefusedUnlessOneIsNamedSo() throws IOException {
    Files.createDirectories(icl.resolve("val"));
    Files.copy(icl.resolve("evaluation/cases.csv"), icl.resolve("val/cases.csv"));
    assertThat(report(icl).code()).isZero();

    Files.createDirectories(icl.resolve("test"));
    Files.move(icl.resolve("evaluation/cases.csv"), icl.resolve("test/cases.csv"));
    mistake("holds several evaluations, test and val; name the one that counts evaluation.", icl);
  }

  @Test
  void aDamagedSummaryIsNamed() throws IOException {
    Files.writeString(icl.resolve("summary.json"), "{");
    mistake("summary.json is damaged or cannot be read", icl);
  }

  private void mistake(String sentence, Object... arguments) {
    Outcome outcome = report(arguments);

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence).hasLineCount(1);
  }

  private Outcome report(Object... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return new Cli(folder).run(words);
  }
}
