package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingOutputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;

  @Test
  void metricsAreOneObjectALineWithScoresAtValidations() throws IOException {
    Path file = folder.resolve("run/metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.beforeSave(report(1, Optional.empty()));
      log.beforeSave(report(2, Optional.of(new Scores(0.5, List.of(0.25, Double.NaN), 0.1))));
    }

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"iteration\":1,\"loss\":2.5,\"ce\":1.5,\"lr\":0.01,\"images_per_second\":8.0}",
            "{\"iteration\":2,\"loss\":2.5,\"ce\":1.5,\"lr\":0.01,\"images_per_second\":8.0,"
                + "\"val_dice\":{\"mean\":0.5,\"per_class\":[0.25,null]}}");
  }

  @Test
  void aResumedLogDropsTheStepsThatWillBeRepeatedAndHalfLines() throws IOException {
    Path file = folder.resolve("metrics.jsonl");
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      for (int i = 1; i <= 4; i++) {
        log.beforeSave(report(i, Optional.empty()));
      }
    }
    Files.writeString(file, Files.readString(file) + "{\"iteration\":5,\"lo");

    try (MetricsLog log = MetricsLog.open(file, 2)) {
      log.beforeSave(report(3, Optional.empty()));
    }

    List<Integer> iterations = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      iterations.add(JSON.readTree(line).get("iteration").intValue());
    }
    assertThat(iterations).containsExactly(1, 2, 3);
  }

  @Test
  void aLogThatCannotBeWrittenIsTheUsersMistake() {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> MetricsLog.open(folder, 0))
        .withMessageContaining(folder + " cannot be written");
  }

  @Test
  void theSummaryHasTheFieldsScriptsRelyOn() throws IOException {
    Scores scores = new Scores(0.8, List.of(0.8, Double.NaN), 0.05);
    JsonNode json =
        JSON.readTree(
            new TrainingSummary(
                    "pytorch",
                    "cpu",
                    "icl",
                    1,
                    300,
                    12.5,
                    40,
                    900,
                    scores,
                    scores,
                    200,
                    6,
                    new TrainingSummary.Parameters(10, 20),
                    null)
                .toJson());

    assertThat(json.properties().stream().map(Map.Entry::getKey))
        .containsExactly(
            "engine",
            "device",
            "method",
            "method_revision",
            "iterations",
            "seconds",
            "images_per_second",
            "peak_rss_mb",
            "dice",
            "best_dice",
            "best_iteration",
            "validations",
            "parameters");
    assertThat(json.get("dice"))
        .hasToString("{\"mean\":0.8,\"per_class\":[0.8,null],\"std\":0.05}");
    assertThat(json.get("parameters")).hasToString("{\"backbone\":10,\"training\":20}");
  }

  @Test
  void progressTellsTheTimeLeftAndEveryValidation() {
    List<String> lines = new ArrayList<>();
    long[] now = {0};
    ProgressText progress = new ProgressText(lines::add, 10, () -> now[0]);
    for (int i = 1; i <= 5; i++) {
      now[0] += 2_000_000_000L;
      double dice = i == 3 ? 0.5 : 0;
      boolean validated = i == 3 || i == 5;
      progress.onStep(
          report(
              i, validated ? Optional.of(new Scores(dice, List.of(dice), 0)) : Optional.empty()));
    }

    assertThat(lines)
        .containsExactly(
            "1/100  loss 2.500  ce 1.500  lr 0.0100  8.0 images/s",
            "3/100  loss 2.500  ce 1.500  lr 0.0100  8.0 images/s  3:14 left"
                + "  validation Dice 0.5000 (best)",
            "5/100  loss 2.500  ce 1.500  lr 0.0100  8.0 images/s  3:10 left"
                + "  validation Dice 0.0000");
  }

  @Test
  void theTimeOfAllIsEstimatedOnceFromTheFirstStepsThatWereNotValidated() {
    List<String> lines = new ArrayList<>();
    long[] now = {0};
    ProgressText progress = new ProgressText(lines::add, 1e6, () -> now[0]);
    ProgressText validated = new ProgressText(lines::add, 1e6, () -> now[0]);
    for (int i = 1; i <= 9; i++) {
      // the first step compiles
      now[0] += i == 1 ? 60_000_000_000L : 500_000_000L;
      progress.onStep(report(i, Optional.empty()));
    }
    for (int i = 1; i <= 9; i++) {
      validated.onStep(
          report(i, i == 2 ? Optional.of(new Scores(0.5, List.of(0.5), 0)) : Optional.empty()));
    }

    assertThat(lines.stream().filter(line -> line.startsWith(ProgressText.ESTIMATE)))
        .containsExactly(
            "Estimate: about 0:47 for the other 94 iterations, 0.500 s a step; validations come on"
                + " top.");
  }

  @Test
  void progressSaysThatThereWasNothingToValidateOn() {
    List<String> lines = new ArrayList<>();
    Scores none = new Scores(Double.NaN, List.of(Double.NaN), Double.NaN);

    new ProgressText(lines::add, 10, () -> 0)
        .onStep(new StepReport(100, 100, Map.of("loss", 2.5), 0.01, 8, Optional.of(none), false));

    assertThat(lines)
        .containsExactly("100/100  loss 2.500  lr 0.0100  8.0 images/s  nothing to validate on");
  }

  @Test
  void aSkippedStepIsToldAtOnceAndLogged() throws IOException {
    SkippedStep skipped =
        new SkippedStep(1, 10, "the loss term 'ce' became NaN", List.of("p1_s3", "p2_s1"));
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("loss", Double.NaN);
    StepReport report =
        new StepReport(7, 100, losses, 0.01, 8, Optional.empty(), false, Optional.of(skipped));
    List<String> lines = new ArrayList<>();
    ProgressText text = new ProgressText(lines::add, 1e6, () -> 0);
    Path file = folder.resolve("skipped.jsonl");

    text.onStep(report(6, Optional.empty()));
    text.onStep(report);
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.beforeSave(report);
    }

    assertThat(lines.get(lines.size() - 1))
        .isEqualTo(
            "Warning: the batch of iteration 7 was skipped, 1 of at most 10, because the loss term"
                + " 'ce' became NaN; it held p1_s3, p2_s1.");
    JsonNode line = new ObjectMapper().readTree(file.toFile());
    assertThat(line.get("loss").isNull()).isTrue();
    assertThat(line.get("skipped").asText()).isEqualTo("the loss term 'ce' became NaN");
    assertThat(line.get("cases")).extracting(JsonNode::asText).containsExactly("p1_s3", "p2_s1");
  }

  @Test
  void throughputLeavesTheFirstStepsOutOfTheTotal() {
    Throughput throughput = new Throughput(4);
    assertThat(throughput.overall()).isZero();
    throughput.step(4_000_000_000L);
    assertThat(throughput.overall()).isEqualTo(1);
    for (int i = 0; i < 30; i++) {
      throughput.step(1_000_000_000L);
    }

    assertThat(throughput.overall()).isEqualTo(4);
    assertThat(throughput.recent()).isEqualTo(4);
  }

  @Test
  void memoryIsReadFromTheProcessStatus() throws IOException {
    List<String> status = List.of("Name:\tjava", "VmHWM:\t 2048000 kB", "VmRSS:\t 1024000 kB");

    assertThat(ProcessStatus.parse(status, "VmHWM")).isEqualTo(2000);
    assertThat(ProcessStatus.parse(status, "VmRSS")).isEqualTo(1000);
    assertThat(PeakMemory.mebibytes()).isPositive();
    assertThat(ResidentMemory.mebibytes()).isPositive();
  }

  private static StepReport report(int iteration, Optional<Scores> scores) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("loss", 2.5);
    losses.put("ce", 1.5);
    return new StepReport(iteration, 100, losses, 0.01, 8, scores, scores.isPresent());
  }
}
