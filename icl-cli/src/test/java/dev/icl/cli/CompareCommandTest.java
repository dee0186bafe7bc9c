package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.results.CaseRow;
import dev.icl.app.results.CasesCsv;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
  @TempDir Path folder;
  private Path a;
  private Path b;

  /** Ten cases of two classes; B's Dice is higher in all, its HD95 lower in half of them. */
  @BeforeEach
  void twoResults() throws IOException {
    List<CaseRow> before = new ArrayList<>();
    List<CaseRow> after = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      before.add(row("p" + i, "RV", 0.70 + 0.01 * i, 5));
      before.add(row("p" + i, "LV", 0.80, 4));
      after.add(row("p" + i, "RV", 0.71 + 0.012 * i, i % 2 == 0 ? 4 : 6));
      after.add(row("p" + i, "LV", 0.80 + 0.001 * i, 4));
    }
    a = write("a", before);
    b = write("b", after);
  }

  @Test
  void aBetterResultIsCalledBetterAndAnUnclearOneIsNot() {
    Outcome outcome = compare();

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .contains("10 cases of 10 patients in both", "Wilcoxon", "95 % interval")
        .contains(
            "B is better than A in dice: mean 0.7725 and 0.7843, B - A = +0.0118 (95 % interval ",
            "over 10 cases of 10 patients, Wilcoxon p = 0.0059 after Holm's correction.")
        .contains("No difference in hd95_voxel is shown: ");
  }

  @Test
  void theFolderOfATrainingStandsForTheEvaluationInIt() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.createFile(run.resolve("metrics.jsonl"));
    Files.move(b, run.resolve("val"));

    assertThat(new Cli(folder).run("compare", a.toString(), run.toString()).out())
        .contains("B: " + run.resolve("val"), "B is better than A in dice");
    Path unscored = Files.createDirectories(folder.resolve("unscored"));
    Files.createFile(unscored.resolve("metrics.jsonl"));
    mistake("unscored was not evaluated yet; write its scores with icl evaluate", unscored);
    mistake("none does not exist; name a folder that icl evaluate", folder.resolve("none"));
  }

  @Test
  void neitherOfTwoNetworksThatLearnedNothingIsBetter() throws IOException {
    List<CaseRow> nothing = new ArrayList<>();
    List<CaseRow> hardlyMore = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      nothing.add(row("p" + i, "RV", 0, 5));
      hardlyMore.add(row("p" + i, "RV", 0.012 + 0.001 * i, 4));
    }

    Outcome outcome =
        new Cli(folder)
            .run("compare", write("c", nothing).toString(), write("d", hardlyMore).toString());

    assertThat(outcome.out())
        .contains("Neither A nor B segments anything: mean Dice 0.0000 and 0.0165, as of networks")
        .doesNotContain("better than A");
  }

  private void mistake(String sentence, Path named) {
    Outcome outcome = new Cli(folder).run("compare", a.toString(), named.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(sentence);
  }

  @Test
  void theOrderOfTheFoldersDecidesWhoIsWorse() {
    Outcome outcome = new Cli(folder).run("compare", b.toString(), a.toString());

    assertThat(outcome.out()).contains("B is worse than A in dice: ", "B - A = -0.0118");
  }

  @Test
  void theJsonHasEveryTest() throws IOException {
    Outcome outcome = compare("--json", "--metric", "dice");

    JsonNode report = new ObjectMapper().readTree(outcome.out());
    assertThat(report.get("cases").asInt()).isEqualTo(10);
    assertThat(report.get("patients").asInt()).isEqualTo(10);
    assertThat(report.get("notes")).isEmpty();
    assertThat(report.get("rows")).hasSize(3);
    JsonNode all = report.at("/rows/0");
    assertThat(all.get("class").asText()).isEqualTo("all");
    assertThat(all.get("wilcoxon_p").asDouble()).isEqualTo(2 / 1024.0);
    assertThat(all.get("holm_p").asDouble()).isEqualTo(2 / 1024.0);
    assertThat(all.get("rank_biserial").asDouble()).isEqualTo(1);
    assertThat(all.get("difference").asDouble()).isEqualTo(0.01175, offset(1e-12));
    assertThat(all.get("verdict").asText()).isEqualTo("better");
    assertThat(all.at("/ci95/0").asDouble()).isPositive();
    JsonNode rv = report.at("/rows/1");
    assertThat(rv.get("holm_p").asDouble()).isEqualTo(2 * 2 / 1024.0, offset(1e-12));
    assertThat(report.at("/rows/2/zeros").asInt()).isEqualTo(1);
  }

  @Test
  void casesAreMatchedByNameAndStrayOnesAreToldOf() throws IOException {
    write("b", List.of(row("p3", "LV", 0.9, 1), row("p3", "RV", 0.9, 1), row("x", "RV", 0.1, 9)));

    Outcome outcome = compare();

    assertThat(outcome.out())
        .contains("1 case of 1 patient in both; left out: 9 only in A, 1 only in B")
        .contains("No difference in dice is shown", "With so few patients none could be shown.");
  }

  @Test
  void aClassThatDoesNotCountInOneResultIsLeftOutOfBothMeans() throws IOException {
    write("b", List.of(row("p0", "RV", 0.7, 5), row("p0", "LV", Double.NaN, 5)));

    JsonNode all = json("dice").at("/rows/0");

    assertThat(all.get("mean_a").asDouble()).isEqualTo(0.7);
    assertThat(all.get("difference").asDouble()).isZero();
  }

  @Test
  void resultsOfDifferentConventionsAreNotCompared() throws IOException {
    Files.writeString(a.resolve("summary.json"), "{\"empty_masks\": \"strict\"}");
    Files.writeString(b.resolve("summary.json"), "{\"empty_masks\": \"authors\"}");

    refused(
        compare(),
        a
            + " was scored with --empty-masks strict and "
            + b
            + " with authors; evaluate both alike.");
  }

  @Test
  void aNetworkThatWasChosenOnTheCasesIsToldOf() throws IOException {
    selection(a, "nothing", 0);
    selection(b, "validation_dice", 8);

    String note =
        "Only the network of B is the best of 30 validations, chosen on patients of 8 of the 10"
            + " cases it was scored on, which favours B: that of A was chosen on none of its cases;"
            + " evaluate final.safetensors of both, or cases that chose neither.";
    Outcome outcome = compare();
    assertThat(outcome.out())
        .contains(note, "It does not speak of other patients")
        .doesNotContain("It speaks of other patients");
    JsonNode report = json("dice");
    assertThat(report.get("notes")).hasSize(1);
    assertThat(report.at("/notes/0").asText()).isEqualTo(note);
    assertThat(report.get("scope").asText()).contains("It does not speak of other patients");

    Files.delete(a.resolve("summary.json"));
    assertThat(compare().out())
        .contains("which favours B: that of A does not tell what chose it;")
        .doesNotContain("It speaks of other patients");

    selection(a, "validation_dice", 10);
    assertThat(compare().out())
        .contains(
            "Both networks were chosen on scored cases, so both are too good here: that of A is the"
                + " best of 30 validations, chosen on patients of 10 of the 10 cases it was scored"
                + " on, that of B is the best of 30 validations, chosen on patients of 8 of the 10")
        .doesNotContain("It speaks of other patients");
  }

  @Test
  void ofOtherPatientsItSpeaksWhereNoNetworkWasChosenOnThese() throws IOException {
    assertThat(compare().out())
        .contains("networks, if neither was chosen on these cases, which A and B do not tell:");

    selection(a, "nothing", 0);
    selection(b, "unknown", 0);
    assertThat(compare().out())
        .contains("networks, if neither was chosen on these cases, which B does not tell:");

    selection(b, "validation_dice", 0);
    assertThat(compare().out())
        .contains("It speaks of other patients, with these two networks: other seeds");
    assertThat(json("dice").get("notes")).isEmpty();
  }

  @Test
  void oneFolderIsNotComparedWithItself() throws IOException {
    Path again = folder.resolve("again");
    Files.createSymbolicLink(again, a);

    for (Path same : List.of(a, again)) {
      refused(
          new Cli(folder).run("compare", a.toString(), same.toString()),
          a + " and " + same + " are the same folder; name two evaluations of the same scans.");
    }
  }

  private static void selection(Path result, String by, int onScoredCases) throws IOException {
    String candidates = by.equals("validation_dice") ? "30" : "null";
    Files.writeString(
        result.resolve("summary.json"),
        """
        {"empty_masks": "strict",
         "selection": {"by": "%s", "candidates": %s, "on_scored_cases": %d, "cases": 10}}
        """
            .formatted(by, candidates, onScoredCases));
  }

  @Test
  void theHelpNamesEveryOption() {
    Outcome outcome = new Cli(folder).run("compare", "--help");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("95 % intervals", "--metric", "--json");
  }

  @Test
  void whatCannotBeComparedIsOneSentence() throws IOException {
    refused(
        new Cli(folder).run("compare", folder.toString(), b.toString()),
        folder
            + " holds no cases.csv; name a folder that icl evaluate --out wrote, or a training's folder that holds one.");
    refused(
        compare("--metric", "hd95"),
        "--metric: there is no metric 'hd95'; available: dice, jaccard, precision, recall, hd_voxel,"
            + " hd95_voxel, asd_voxel, assd_voxel, hd_mm, hd95_mm, asd_mm, assd_mm, nsd,"
            + " volume_difference_ml, volume_difference_relative; did you mean 'hd95_mm'?");
    refused(
        compare("--metric", "nsd"),
        "--metric: nsd was measured in no case of both " + a + " and " + b + "; ask for another.");
    write("b", List.of(row("x", "RV", 0.1, 9)));
    refused(
        compare(),
        a + " and " + b + " have no case in common; compare evaluations of the same scans.");
    write("b", List.of(row("p1", "RV", 0.1, 9), row("p1", "RV", 0.2, 9)));
    refused(
        compare(),
        b.resolve("cases.csv")
            + " has the class RV of the case p1 twice; write it anew with icl evaluate.");
  }

  private JsonNode json(String metric) throws IOException {
    return new ObjectMapper().readTree(compare("--json", "--metric", metric).out());
  }

  private Outcome compare(String... more) {
    List<String> arguments = new ArrayList<>(List.of("compare", a.toString(), b.toString()));
    arguments.addAll(List.of(more));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }

  private Path write(String name, List<CaseRow> rows) throws IOException {
    Path result = Files.createDirectories(folder.resolve(name));
    Files.writeString(result.resolve("cases.csv"), CasesCsv.text(rows));
    return result;
  }

  private static CaseRow row(String name, String label, double dice, double hd95) {
    return new CaseRow(
        name,
        Optional.of(name),
        label,
        new ClassScores(
            Map.of(Metric.DICE, dice, Metric.HD95_VOXEL, hd95, Metric.ASD_VOXEL, hd95 / 4)));
  }

  private static void refused(Outcome outcome, String sentence) {
    assertThat(outcome.err()).isEqualTo(sentence + System.lineSeparator());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }
}
