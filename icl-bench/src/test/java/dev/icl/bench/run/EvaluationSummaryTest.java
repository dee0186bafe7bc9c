package dev.icl.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.modules.train.Scores;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationSummaryTest {
  @Test
  void theDiceOfAnAbsentClassIsNull() throws IOException {
    Scores scores = new Scores(0.8, List.of(0.8, Double.NaN), 0.05);
    String json =
        new Evaluation.Summary(
                "pytorch", "cpu", "icl", 300, 12.5, 40, 900, scores, Map.of("backbone", 10L))
            .toJson();

    assertThat(new ObjectMapper().readTree(json).get("dice"))
        .hasToString("{\"mean\":0.8,\"per_class\":[0.8,null],\"std\":0.05}");
  }
}
