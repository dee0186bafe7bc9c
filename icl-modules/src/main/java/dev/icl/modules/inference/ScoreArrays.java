package dev.icl.modules.inference;

/** Arithmetic of the scores of classes, {@code [classes][pixels]}. */
public final class ScoreArrays {
  private ScoreArrays() {}

  /**
   * Writes the class of the highest score of each pixel, the first of equal ones.
   *
   * @param scores {@code [classes][pixels]}
   * @param labels receives unsigned bytes
   * @param from the place that the first pixel goes to
   */
  public static void highest(float[][] scores, byte[] labels, int from) {
    for (int i = 0; i < scores[0].length; i++) {
      int best = 0;
      for (int c = 1; c < scores.length; c++) {
        best = scores[c][i] > scores[best][i] ? c : best;
      }
      labels[from + i] = (byte) best;
    }
  }

  /**
   * Puts probabilities in the place of logits.
   *
   * @param logits {@code [classes][pixels]}
   */
  public static void softmax(float[][] logits) {
    for (int i = 0; i < logits[0].length; i++) {
      float most = logits[0][i];
      for (float[] row : logits) {
        most = Math.max(most, row[i]);
      }
      double sum = 0;
      for (float[] row : logits) {
        row[i] = (float) Math.exp(row[i] - most);
        sum += row[i];
      }
      for (float[] row : logits) {
        row[i] = (float) (row[i] / sum);
      }
    }
  }

  /**
   * Writes the entropy of each pixel as a share of the largest there can be, that of equal
   * probabilities: 0 to 1.
   *
   * @param probabilities {@code [classes][pixels]}, at least two classes
   * @param entropy receives them
   * @param from the place that the first pixel goes to
   */
  public static void entropy(float[][] probabilities, float[] entropy, int from) {
    double largest = Math.log(probabilities.length);
    for (int i = 0; i < probabilities[0].length; i++) {
      double sum = 0;
      for (float[] row : probabilities) {
        sum -= row[i] > 0 ? row[i] * Math.log(row[i]) : 0;
      }
      entropy[from + i] = (float) Math.min(1, Math.max(0, sum / largest));
    }
  }
}
