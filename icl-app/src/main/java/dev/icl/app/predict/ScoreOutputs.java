package dev.icl.app.predict;

/**
 * The outputs that are wanted of a segmentation beside its label map.
 *
 * @param probabilities those of every class
 * @param uncertainty the entropy of the probabilities at every voxel
 */
public record ScoreOutputs(boolean probabilities, boolean uncertainty) {
  /** The label map alone. */
  public static final ScoreOutputs NONE = new ScoreOutputs(false, false);

  /** Whether more than the label map is wanted. */
  public boolean any() {
    return probabilities || uncertainty;
  }
}
