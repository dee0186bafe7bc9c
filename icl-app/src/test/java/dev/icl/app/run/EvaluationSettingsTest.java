package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.resize.Edge;
import dev.icl.data.scan.SliceAxis;
import dev.icl.modules.inference.InferenceConfig;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationSettingsTest {
  @Test
  void theAuthorsBlankBordersAndScoreEmptyClassesTheirWay() {
    assertThat(EvaluationSettings.authors(1.5, true))
        .isEqualTo(
            new EvaluationSettings(
                Protocol.AUTHORS,
                new Scoring(EmptyMasks.AUTHORS, 1.5),
                new InferenceOptions(InferenceConfig.defaults(), Edge.ZERO),
                true));
  }

  @Test
  void ourOwnProtocolIsWhatIsAskedFor() {
    Scoring scoring = new Scoring(EmptyMasks.STRICT, 2);

    assertThat(EvaluationSettings.standard(scoring, InferenceOptions.defaults(), false))
        .isEqualTo(
            new EvaluationSettings(
                Protocol.STANDARD,
                scoring,
                new InferenceOptions(InferenceConfig.defaults(), Edge.CLAMP),
                false));
  }

  @Test
  void aSegmenterIsAsTheCheckpointWasTrained() {
    assertThat(SegmenterOptions.defaults())
        .isEqualTo(
            new SegmenterOptions(
                Optional.empty(), Optional.empty(), SliceAxis.AUTO, Optional.empty()));
  }
}
