package dev.icl.modules.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores of flipped images and of several networks, and the entropy of scores. */
class PatchScoresTest extends VoxelScores {
  @Test
  void flippedScoresAreThoseOfTheMeanOverFlips() {
    PatchScores symmetric = new FlippedScores(PLACED);
    HostTensor image = tensor(noise(new int[] {4, 6}), new int[] {4, 6});
    HostTensor turned = HostTensor.fill(DType.F32, image.shape(), i -> image.get(23 - (int) i));

    float[] found = symmetric.of(image).toFloats();
    float[] other = symmetric.of(turned).toFloats();

    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 24; i++) {
        assertThat(found[24 * c + i]).isCloseTo(other[24 * c + 23 - i], ROUNDING);
      }
    }
    assertThat(new FlippedScores(POINTWISE).of(image).toFloats())
        .containsExactly(POINTWISE.of(image).toFloats(), ROUNDING);
  }

  @Test
  void theMeanOfSeveralNetworksIsThatOfTheirScores() {
    HostTensor image = tensor(noise(new int[] {4, 6}), new int[] {4, 6});
    float[] placed = PLACED.of(image).toFloats();
    float[] pointwise = POINTWISE.of(image).toFloats();

    float[] found = new MeanScores(List.of(PLACED, POINTWISE, POINTWISE)).of(image).toFloats();

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo((placed[i] + 2 * pointwise[i]) / 3, ROUNDING);
    }
  }

  @Test
  void theEntropyOfEqualProbabilitiesIsOne() {
    float[] entropy = new float[5];

    ScoreArrays.entropy(
        new float[][] {{0.25f, 1, 0.5f}, {0.25f, 0, 0.5f}, {0.25f, 0, 0}, {0.25f, 0, 0}},
        entropy,
        1);

    assertThat(entropy).containsExactly(new float[] {0, 1, 0, 0.5f, 0}, ROUNDING);
  }
}
