package dev.icl.report.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.app.checkpoint.DataFacts;
import dev.icl.report.TrainedFolderExample;
import dev.icl.report.analysis.Analysis;
import dev.icl.report.analysis.Evidence;
import dev.icl.report.analysis.Run;
import dev.icl.report.record.TrainingOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedRecordTest {
  @TempDir private Path folder;

  @Test
  void theCurveOfATrainingWithVeryManyValidationsHasNoMorePointsThanTheSchemaAllows()
      throws IOException {
    TrainedFolderExample.finished(folder, "icl", 1, 0.8);
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        IntStream.rangeClosed(1, 1000)
            .mapToObj(
                i ->
                    "{\"iteration\":%d,\"loss\":1.0,\"val_dice\":{\"mean\":0.5,\"per_class\":[0.5]}}"
                        .formatted(i))
            .collect(Collectors.joining("\n")));

    TrainingOutcome training =
        TrainedRecord.of(TrainedFolder.read(folder)).record().cells().get(0).training();

    assertThat(training.curve()).hasSizeBetween(100, TrainingOutcome.MOST_POINTS);
  }

  /** That of the course is of a pre-training, say, whose networks nobody gets. */
  @Test
  void theBestValidationIsTheOneThatTheSummaryTells() throws IOException {
    TrainedFolderExample.finished(folder, "bcp", 1, 0.8);
    Path summary = folder.resolve("summary.json");
    assertThat(run().bestValidationDice()).isEqualTo(0.8);

    Files.writeString(
        summary,
        Files.readString(summary)
            .replace("\"best_iteration\"", "\"best_dice\": {\"mean\": 0.7}, \"best_iteration\""));
    assertThat(run().bestValidationDice()).isEqualTo(0.7);
  }

  private Run run() {
    TrainingOutcome training =
        TrainedRecord.of(TrainedFolder.read(folder)).record().cells().get(0).training();
    return new Run("machine", 1, 0, training, folder);
  }

  @Test
  void aTrainingOfAReleaseBeforeRevisionsIsOfTheFirst() throws IOException {
    TrainedFolderExample.finished(folder, "supervised", 1, 0.8);
    Path summary = folder.resolve("summary.json");

    assertThat(revision()).isEqualTo(2);

    Files.writeString(summary, Files.readString(summary).replace("\"method_revision\": 2,", ""));
    assertThat(revision()).isEqualTo(1);
  }

  @Test
  void scoresByOtherRulesAreOfAnotherConfiguration() throws IOException {
    TrainedFolderExample.evaluated(folder, "icl", 1, 0.8);
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, Files.readString(config) + "inference: {largest_component: false}\n");

    JsonNode usual = scored("strict", false);

    assertThat(usual.path("evaluation").isMissingNode()).isTrue();
    assertThat(scored("authors", false)).isNotEqualTo(usual);
    assertThat(scored("strict", true).path("evaluation").path("largest_component").booleanValue())
        .isTrue();
  }

  @Test
  void scoresOfSeveralNetworksAreOfAnotherConfiguration() throws IOException {
    TrainedFolderExample.evaluated(folder, "icl", 1, 0.8);
    Path summary = folder.resolve("evaluation/summary.json");

    Files.writeString(summary, "{\"networks\": 1}");
    JsonNode one = TrainedRecord.of(TrainedFolder.read(folder)).comparable();
    Files.writeString(summary, "{\"networks\": 3}");
    JsonNode three = TrainedRecord.of(TrainedFolder.read(folder)).comparable();

    assertThat(one.path("evaluation").isMissingNode()).isTrue();
    assertThat(three.path("evaluation").path("networks").intValue()).isEqualTo(3);
  }

  @Test
  void scoresOfValidationAndOfTestCasesDoNotGoIntoOneMean() {
    Path a = TrainedFolderExample.evaluated(folder.resolve("a"), "supervised", 1, 0.8);
    Path b = TrainedFolderExample.evaluated(folder.resolve("b"), "supervised", 2, 0.7);
    Path c = TrainedFolderExample.evaluated(folder.resolve("c"), "supervised", 3, 0.6);

    assertThat(runs(a, b, c)).containsExactly(3);

    split(a, "test");
    split(b, "val");
    split(c, "test");
    assertThat(runs(a, b, c)).containsExactly(2, 1);
  }

  @Test
  void trainingsOnOtherScansDoNotGoIntoOneMeanAndAreNotPaired() {
    Path a = TrainedFolderExample.evaluated(folder.resolve("a"), "supervised", 1, 0.8);
    Path b = TrainedFolderExample.evaluated(folder.resolve("b"), "icl", 1, 0.7);

    assertThat(analysis(on(a, "aa"), on(b, "aa")).comparisons()).isNotEmpty();
    assertThat(analysis(on(a, "aa"), TrainedFolder.read(b)).comparisons()).isNotEmpty();
    assertThat(analysis(on(a, "aa"), on(b, "bb")).comparisons()).isEmpty();
    Path c = TrainedFolderExample.evaluated(folder.resolve("c"), "supervised", 2, 0.7);
    assertThat(analysis(on(a, "aa"), on(c, "bb")).accuracy()).hasSize(2);
  }

  @Test
  void scoresAgainstOtherReferencesDoNotGoIntoOneMean() throws IOException {
    Path a = TrainedFolderExample.evaluated(folder.resolve("a"), "supervised", 1, 0.8);
    Path b = TrainedFolderExample.evaluated(folder.resolve("b"), "supervised", 2, 0.8);
    String scores = "case,class,dice,reference\ncase001,RV,0.5,%s\ncase002,RV,0.6,cc\n";

    Files.writeString(a.resolve("evaluation/cases.csv"), scores.formatted("aa"));
    Files.writeString(b.resolve("evaluation/cases.csv"), scores.formatted("bb"));
    assertThat(runs(a, b)).containsExactly(1, 1);

    Files.writeString(b.resolve("evaluation/cases.csv"), scores.formatted("aa"));
    assertThat(runs(a, b)).containsExactly(2);
  }

  private static TrainedFolder on(Path path, String data) {
    TrainedFolder read = TrainedFolder.read(path);
    return new TrainedFolder(
        read.path(),
        read.config(),
        read.settings(),
        read.log(),
        read.summary(),
        read.facts().with(DataFacts.FINGERPRINT, data),
        read.evaluation(),
        read.best());
  }

  private static void split(Path training, String split) {
    Path evaluation = training.resolve("evaluation");
    try {
      Files.writeString(evaluation.resolve("summary.json"), "{\"split\": \"%s\"}".formatted(split));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of trainings that each mean is of. */
  private static List<Integer> runs(Path... trainings) {
    return analysis(Arrays.stream(trainings).map(TrainedFolder::read).toArray(TrainedFolder[]::new))
        .accuracy()
        .stream()
        .map(accuracy -> accuracy.runs().size())
        .toList();
  }

  private static Analysis analysis(TrainedFolder... trainings) {
    return Analysis.of(Evidence.of(Arrays.stream(trainings).map(TrainedFolder::source).toList()));
  }

  private JsonNode scored(String emptyMasks, boolean largestComponent) throws IOException {
    Files.writeString(
        folder.resolve("evaluation/summary.json"),
        "{\"empty_masks\": \"%s\", \"inference\": {\"largest_component\": %s, \"border\": \"restored\"}}"
            .formatted(emptyMasks, largestComponent));
    return TrainedRecord.of(TrainedFolder.read(folder)).comparable();
  }

  private int revision() {
    return TrainedRecord.of(TrainedFolder.read(folder))
        .record()
        .cells()
        .get(0)
        .key()
        .methodRevision();
  }
}
