package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.checkpoint.Facts;
import dev.icl.core.error.UserException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingFactsTest {
  /** As checkpoints of all releases have it. */
  @Test
  void aClassWithoutAScoreIsKept() {
    Scores scores = new Scores(0.5, List.of(Double.NaN, 0.5), 0.125);

    Facts facts = Facts.NONE.with(TrainingFacts.BEST, scores);

    assertThat(facts.texts())
        .containsExactly(
            Map.entry("best_dice", "{\"mean\":0.5,\"per_class\":[\"NaN\",0.5],\"std\":0.125}"));
    assertThat(facts.get(TrainingFacts.BEST)).contains(scores);
  }

  @Test
  void theFitOfStartingWeightsIsKept() {
    StartReport report =
        new StartReport(
            "a.safetensors", 3, List.of("x"), 1, List.of(), List.of("y"), "", List.of(), Map.of());

    Facts facts = Facts.NONE.with(TrainingFacts.STARTED_FROM, report);

    assertThat(facts.texts().get("started_from"))
        .isEqualTo(
            "{\"file\":\"a.safetensors\",\"matched\":3,\"missing\":[\"x\"],"
                + "\"missing_of_method\":1,\"unused\":[],\"other_shape\":[\"y\"]}");
    assertThat(facts.get(TrainingFacts.STARTED_FROM)).contains(report);
  }

  @Test
  void scoresWithAKeyThatNobodyKnowsAreRefused() {
    Facts facts = Facts.of(Map.of("best_dice", "{\"mean\":1,\"per_class\":[],\"std\":0,\"x\":1}"));

    assertThatThrownBy(() -> facts.get(TrainingFacts.BEST))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("best_dice");
  }
}
