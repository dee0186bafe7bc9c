package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.run.EvaluationSummary.Distances;
import dev.icl.core.random.RandomKey;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.Metric;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationSummaryTest {
  private static final List<CaseScore> CASES =
      List.of(
          new CaseScore(
              "one", "a", 10, List.of(scores(0.7, 3), scores(Double.NaN, Double.NaN)), List.of()),
          new CaseScore(
              "two", "b", 10, List.of(scores(0.9, 5), scores(Double.NaN, Double.NaN)), List.of()));

  @Test
  void theDiceOfAnAbsentClassIsNull() throws IOException {
    assertThat(json().get("dice"))
        .hasToString("{\"mean\":0.8,\"per_class\":[0.8,null],\"std\":0.14142135623730953}");
  }

  @Test
  void distancesNameTheirUnit() throws IOException {
    assertThat(json().get("hd95"))
        .hasToString(
            "{\"unit\":\"voxel\",\"mean\":4.0,\"per_class\":[4.0,null],\"std\":1.4142135623730951}");
  }

  @Test
  void everyMeasuredMetricHasIntervalsAndTheOthersAreNotThere() throws IOException {
    JsonNode metrics = json().get("metrics");

    assertThat(metrics.fieldNames()).toIterable().containsExactly("dice", "hd95_voxel");
    JsonNode hd95 = metrics.get("hd95_voxel");
    assertThat(hd95.get("higher_is_better").asBoolean()).isFalse();
    assertThat(hd95.at("/case_means/median").asDouble()).isEqualTo(4);
    assertThat(hd95.at("/case_means/ci95").toString()).isEqualTo("[3.0,5.0]");
    assertThat(hd95.at("/classes/RV/patients").asInt()).isEqualTo(2);
    assertThat(hd95.at("/classes/RV/cases").asInt()).isEqualTo(2);
    assertThat(hd95.at("/classes/LV/cases").asInt()).isZero();
    assertThat(hd95.at("/classes/LV/mean").isNull()).isTrue();
  }

  private static JsonNode json() throws IOException {
    EvaluationSummary summary =
        new EvaluationSummary(
            "pytorch",
            "cpu",
            "icl",
            300,
            1,
            12.5,
            0.5,
            40,
            900,
            "standard",
            "val",
            new EvaluationSummary.Selected("validation_dice", 30, 2, 2),
            "content",
            EvaluationSummary.Applied.of(InferenceOptions.defaults()),
            "strict",
            2,
            2,
            2,
            EvaluationSummary.overlap(CASES, Metric.DICE),
            EvaluationSummary.overlap(CASES, Metric.DICE),
            Distances.of(CASES, Metric.HD95_VOXEL),
            Distances.of(CASES, Metric.HD95_VOXEL),
            EvaluationSummary.metrics(List.of("RV", "LV"), CASES, RandomKey.of(1)),
            Map.of("backbone", 10L));
    return new ObjectMapper().readTree(summary.toJson());
  }

  private static ClassScores scores(double dice, double hd95) {
    return new ClassScores(Map.of(Metric.DICE, dice, Metric.HD95_VOXEL, hd95));
  }
}
