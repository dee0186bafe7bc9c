package dev.icl.data.metrics;

/**
 * The rule for the scores of a class that the prediction, the reference or both do not contain.
 *
 * <p>"One empty" is a missed organ or one that is not there.
 */
public enum EmptyMasks {
  /**
   * Both empty: the class is not counted in this case (NaN). One empty: 0 for every overlap, and
   * for every distance the diagonal of the scan, which no pair of surfaces in it can exceed. So a
   * missed organ is never better than the worst segmentation of it. The default.
   *
   * <p>Two values have no such worst case: the relative volume difference of an empty reference is
   * not counted, and the absolute one is what it is.
   */
  STRICT,
  /**
   * As the authors' program, for comparison with published figures only. Both empty: Dice 1,
   * distances 0, but Jaccard 0 (their {@code calculate_metric_percase} and {@code
   * calculate_metric_dice_percase} disagree). One empty: overlaps 0, distances 373.128664, in
   * whatever unit: the diagonal in voxels of the BraTS scans (240×240×155), regardless of the scan.
   * What they do not compute (precision, recall, NSD, volumes) is as with {@link #STRICT}.
   */
  AUTHORS;

  /** The authors' distance where one mask is empty. */
  public static final double AUTHORS_DISTANCE = 373.128664;

  double bothEmptyDice() {
    return this == AUTHORS ? 1 : Double.NaN;
  }

  double bothEmptyJaccard() {
    return this == AUTHORS ? 0 : Double.NaN;
  }

  double bothEmptyDistance() {
    return this == AUTHORS ? 0 : Double.NaN;
  }

  double oneEmptyDistance(double diagonal) {
    return this == AUTHORS ? AUTHORS_DISTANCE : diagonal;
  }
}
