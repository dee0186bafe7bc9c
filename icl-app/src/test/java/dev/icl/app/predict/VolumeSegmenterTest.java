package dev.icl.app.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.run.RoundingNetwork;
import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.EngineOptions;
import dev.icl.data.resize.Edge;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.modules.inference.Blend;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        segment(
            Sample.of(new SampleId("case", "case"), new int[] {1, SHRUNK, 8}, image), Edge.CLAMP);

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
    Sample volume = Sample.of(new SampleId("case", "case"), new int[] {1, 8, 8}, image);

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
        .isEqualTo(
            new InferenceOptions(Window.RESIZE, 0.5, Blend.GAUSSIAN, false, false, Edge.CLAMP));
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
