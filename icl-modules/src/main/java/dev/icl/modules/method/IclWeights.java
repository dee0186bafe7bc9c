package dev.icl.modules.method;

/**
 * The weights of the terms that ICL adds to the supervised loss. A term of weight 0 is not
 * computed.
 *
 * @param auxiliary of SSPA's labelled maps against the labels; 1 in the paper
 * @param pseudo of USCL's maps against pseudo-labels; 1 in the paper
 * @param consistency λ, between USCL's and SSPA's maps; 50 in the paper's 2-D recipe
 */
public record IclWeights(double auxiliary, double pseudo, double consistency) {
  /** The paper's, but for λ. */
  public static IclWeights of(double consistency) {
    return new IclWeights(1, 1, consistency);
  }

  /** Whether anything is learned from unlabelled images, which is what USCL is for. */
  boolean useUnlabeled() {
    return pseudo > 0 || consistency > 0;
  }
}
