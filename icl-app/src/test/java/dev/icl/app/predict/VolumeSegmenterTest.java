package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.run.RoundingNetwork;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.tensor.Shape;
import dev.icl.data.resize.Edge;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.modules.inference.Average;
import dev.icl.modules.inference.InferenceConfig;
import dev.icl.modules.inference.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests of volumes as the network sees them. Resized from 30 rows to 8, rounding puts the last row
 * outside the image: SciPy, and so the authors, read 0 there. From 8 rows to 30 it does not, from 8
 * to 30 columns neither.
 */
class VolumeSegmenterTest {
  private static final int SHRUNK = 30;
  private static final List<Integer> PATCH = List.of(8, 8);

  @Test
  void theNetworkSeesSlicesAsTheAuthorsResizeThem() {
    float[] image = new float[SHRUNK * 8];
    Arrays.fill(image, 1);

    byte[] labels =
        segment(Sample.of(new SampleId("case", "case"), Shape.of(1, SHRUNK, 8), image), Edge.CLAMP);

    byte[] expected = new byte[SHRUNK * 8];
    // the network's last row is the nearest one for rows 27 to 29
    Arrays.fill(expected, 0, 27 * 8, (byte) 1);
    assertThat(labels).isEqualTo(expected);
  }

  @Test
  void labelMapsGetBackTheRowsThatTheAuthorsProgramBlanks() {
    List<Integer> patch = List.of(SHRUNK, SHRUNK);
    float[] image = new float[8 * 8];
    Arrays.fill(image, 1);
    Sample volume = Sample.of(new SampleId("case", "case"), Shape.of(1, 8, 8), image);

    byte[] restored = segment(volume, patch, Edge.CLAMP);
    byte[] blanked = segment(volume, patch, Edge.ZERO);

    assertThat(restored).containsOnly(1);
    byte[] expected = new byte[8 * 8];
    for (int row = 0; row < 7; row++) {
      Arrays.fill(expected, row * 8, row * 8 + 7, (byte) 1);
    }
    assertThat(blanked).isEqualTo(expected);
  }

  @Test
  void restoringIsTheDefault() {
    assertThat(InferenceOptions.defaults())
        .isEqualTo(new InferenceOptions(InferenceConfig.defaults(), Edge.CLAMP));
  }

  /**
   * Of an intensity of 0 the network says 1 / (1 + e) for the class 1, of 2 it says 1 / (1 + e^-3):
   * 0.2689414 and 0.9525741.
   */
  @ParameterizedTest
  @CsvSource({
    "'2,2', '2,2', RESIZE, PROBABILITIES",
    "'2,2', '3,4', RESIZE, PROBABILITIES",
    "'2,2', '1,2', SLIDING, LOGITS",
    "'2,2,2', '2,2,2', SLIDING, PROBABILITIES",
    "'2,2', '1,2,3', SLIDING, PROBABILITIES"
  })
  void anEnsembleIsTheMeanOfItsProbabilities(
      String patch, String other, Window window, Average average) {
    Sample zeros = Sample.of(new SampleId("case", "case"), Shape.of(3, 4, 5), new float[3 * 4 * 5]);
    InferenceOptions options =
        InferenceOptions.of(InferenceConfig.defaults().with(window).with(average));
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        VolumeSegmenter one =
            new VolumeSegmenter(engine, new RoundingNetwork(2), sizes(patch), options);
        VolumeSegmenter two =
            new VolumeSegmenter(
                List.of(
                    new AppliedNetwork(engine, new RoundingNetwork(2), sizes(patch)),
                    new AppliedNetwork(engine, new RoundingNetwork(2, 2), sizes(other))),
                options)) {
      ScoredSample alone = one.segment(zeros, new ScoreOutputs(true, false));
      ScoredSample found = two.segment(zeros, new ScoreOutputs(true, true));

      assertThat(one.segment(zeros)).containsOnly(0);
      assertThat(alone.labels()).containsOnly(0);
      assertThat(alone.uncertainty()).isEmpty();
      assertThat(alone.probabilities().orElseThrow().of(1))
          .hasSize(60)
          .containsOnly(new float[] {0.2689414f}, within(1e-5f));
      assertThat(found.labels()).containsOnly(1);
      assertThat(found.probabilities().orElseThrow().of(1))
          .containsOnly(new float[] {0.6107578f}, within(1e-5f));
      assertThat(found.probabilities().orElseThrow().of(0))
          .containsOnly(new float[] {0.3892422f}, within(1e-5f));
      assertThat(found.uncertainty().orElseThrow())
          .containsOnly(new float[] {0.9643088f}, within(1e-5f));
    }
  }

  private static List<Integer> sizes(String list) {
    return Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
  }

  private static byte[] segment(Sample volume, Edge edge) {
    return segment(volume, PATCH, edge);
  }

  private static byte[] segment(Sample volume, List<Integer> patch, Edge edge) {
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        VolumeSegmenter segmenter =
            new VolumeSegmenter(
                engine, new RoundingNetwork(2), patch, InferenceOptions.defaults().with(edge))) {
      return segmenter.segment(volume);
    }
  }
}
