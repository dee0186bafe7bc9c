package dev.icl.report.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.report.TrainedFolderExample;
import dev.icl.report.record.TrainingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
