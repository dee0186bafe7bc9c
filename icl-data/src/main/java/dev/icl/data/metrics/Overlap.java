package dev.icl.data.metrics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The voxel counts of a class in two label maps and in their intersection, and the scores that
 * follow from them alone. With P the predicted and R the reference voxels; definitions of MedPy's
 * {@code binary}.
 *
 * @param both |P ∩ R|
 * @param predicted |P|
 * @param reference |R|
 */
public record Overlap(long both, long predicted, long reference) {
  /**
   * Of every class but the background.
   *
   * @param prediction the predicted label map
   * @param reference the reference label map, of the same size
   * @param classes the number of classes, the background included
   * @return {@code classes - 1} overlaps, that of class 1 first
   * @throws IllegalArgumentException if the maps differ in size or hold other classes
   */
  public static List<Overlap> perClass(LabelMap prediction, LabelMap reference, int classes) {
    Census census = Census.of(prediction, reference, classes);
    return IntStream.range(1, classes).mapToObj(census::overlap).toList();
  }

  /** {@code 2 |P ∩ R| / (|P| + |R|)}, 0 to 1; NaN where not counted. */
  public double dice(EmptyMasks emptyMasks) {
    return bothEmpty() ? emptyMasks.bothEmptyDice() : 2.0 * both / (predicted + reference);
  }

  /** {@code |P ∩ R| / |P ∪ R|}, 0 to 1; NaN where not counted. */
  public double jaccard(EmptyMasks emptyMasks) {
    return bothEmpty()
        ? emptyMasks.bothEmptyJaccard()
        : (double) both / (predicted + reference - both);
  }

  /** {@code |P ∩ R| / |P|}, 0 to 1; 0 where only P is empty, NaN where both are. */
  public double precision() {
    return share(predicted);
  }

  /** {@code |P ∩ R| / |R|}, 0 to 1; 0 where only R is empty, NaN where both are. */
  public double recall() {
    return share(reference);
  }

  /** {@code ||P| − |R|| / |R|}, 0 and up; NaN where R is empty. */
  public double relativeVolumeDifference() {
    return reference == 0 ? Double.NaN : (double) Math.abs(predicted - reference) / reference;
  }

  boolean bothEmpty() {
    return predicted + reference == 0;
  }

  boolean anyEmpty() {
    return predicted == 0 || reference == 0;
  }

  private double share(long of) {
    if (bothEmpty()) {
      return Double.NaN;
    }
    return of == 0 ? 0 : (double) both / of;
  }
}
