package dev.icl.data.phantom;

/**
 * The variation between the phantom's patients and the quality of their scans. Larger is harder.
 *
 * @param noiseMin smallest standard deviation of the Rician noise, relative to an intensity range
 *     of about 1
 * @param noiseMax largest standard deviation of the Rician noise
 * @param bias largest logarithm of the bias field at the image's edge
 * @param scaleSpread the heart's size varies by this fraction either way
 * @param positionSpread the heart's centre is this far from the image's, at most, in mm
 * @param shapeSpread the irregularity of contours, as a fraction of their radius
 * @param contrastSpread 0 gives every patient the same tissue intensities, 1 all that is plausible
 * @param darkBlood the share of patients whose blood is darker than their myocardium
 * @param distractors the most blobs, vessels and rings of tissue-like intensity around a heart
 */
public record PhantomDifficulty(
    double noiseMin,
    double noiseMax,
    double bias,
    double scaleSpread,
    double positionSpread,
    double shapeSpread,
    double contrastSpread,
    double darkBlood,
    int distractors) {

  /** Hard enough that three labelled patients are not enough by themselves. */
  public static PhantomDifficulty defaults() {
    return new PhantomDifficulty(0.02, 0.05, 0.3, 0.12, 9, 0.05, 0.45, 0, 5);
  }
}
