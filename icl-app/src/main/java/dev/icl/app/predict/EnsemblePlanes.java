package dev.icl.app.predict;

import dev.icl.modules.inference.ScorePlanes;
import java.util.List;

/**
 * The weighted mean of the probabilities of several groups of networks.
 *
 * @param groups at least one
 * @param weights number of networks in each
 */
record EnsemblePlanes(List<ScorePlanes> groups, int[] weights) implements ScorePlanes {
  @Override
  public float[][] next() {
    float[][] mean = groups.get(0).next();
    if (groups.size() == 1) {
      return mean;
    }
    float all = 0;
    for (int weight : weights) {
      all += weight;
    }
    scale(mean, weights[0] / all);
    for (int g = 1; g < groups.size(); g++) {
      float[][] more = groups.get(g).next();
      for (int c = 0; c < mean.length; c++) {
        for (int i = 0; i < mean[c].length; i++) {
          mean[c][i] += more[c][i] * weights[g] / all;
        }
      }
    }
    return mean;
  }

  private static void scale(float[][] values, float factor) {
    for (float[] row : values) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
  }
}
