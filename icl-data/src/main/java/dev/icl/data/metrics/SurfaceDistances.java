package dev.icl.data.metrics;

import dev.icl.data.sample.Spacing;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The distances between two surfaces of a class: of every surface voxel of one label map the
 * distance to the nearest surface voxel of the other, both ways. Every distance score is made from
 * these, in their unit: millimetres for a spacing in millimetres, voxels for a spacing of 1.
 *
 * <p>Surface voxels are those that lack the class on at least one of 6 sides (of 4 in an image), as
 * in MedPy with connectivity 1; what is beyond the grid lacks every class.
 */
public final class SurfaceDistances {
  private final double[] toReference;
  private final double[] toPrediction;

  private SurfaceDistances(double[] toReference, double[] toPrediction) {
    this.toReference = toReference;
    this.toPrediction = toPrediction;
  }

  /**
   * Between the surfaces of a class.
   *
   * @param prediction the predicted label map
   * @param reference the reference label map, of the same size
   * @param label the class, 1 to 255
   * @param spacing of the voxels; {@code z} does not matter for images
   * @throws IllegalArgumentException if the maps differ in size, or one lacks the class
   */
  public static SurfaceDistances between(
      LabelMap prediction, LabelMap reference, int label, Spacing spacing) {
    Census census = Census.of(prediction, reference, 256);
    if (census.overlap(label).anyEmpty()) {
      throw new IllegalArgumentException("one of the maps lacks the class " + label);
    }
    SurfacePair pair = SurfacePair.of(prediction, reference, label, census.box(label));
    return pair.distances(new DistanceTransform(), spacing);
  }

  static SurfaceDistances of(double[] toReference, double[] toPrediction) {
    return new SurfaceDistances(toReference, toPrediction);
  }

  /** The same in a unit that is so many times smaller. */
  SurfaceDistances times(double factor) {
    return new SurfaceDistances(scaled(toReference, factor), scaled(toPrediction, factor));
  }

  /** The Hausdorff distance: the largest of all (MedPy's {@code hd}). */
  public double hausdorff() {
    return Math.max(StatUtils.max(toReference), StatUtils.max(toPrediction));
  }

  /**
   * The 95th percentile of the distances of both ways together, interpolated linearly between
   * neighbours as NumPy does (MedPy's {@code hd95}).
   */
  public double hausdorff95() {
    double[] all = new double[toReference.length + toPrediction.length];
    System.arraycopy(toReference, 0, all, 0, toReference.length);
    System.arraycopy(toPrediction, 0, all, toReference.length, toPrediction.length);
    return new Percentile().withEstimationType(EstimationType.R_7).evaluate(all, 95);
  }

  /** Mean distance from the prediction's surface to the reference's (MedPy's {@code asd}). */
  public double average() {
    return StatUtils.mean(toReference);
  }

  /** Mean distance from the reference's surface to the prediction's. */
  public double averageFromReference() {
    return StatUtils.mean(toPrediction);
  }

  /**
   * The average symmetric surface distance: mean of the distances of both ways together (MedPy's
   * {@code assd} from 0.5.2 on).
   */
  public double averageSymmetric() {
    return (StatUtils.sum(toReference) + StatUtils.sum(toPrediction))
        / (toReference.length + toPrediction.length);
  }

  /**
   * The mean of the two averages (MedPy's {@code assd} up to 0.5.1, so of most published tables).
   */
  public double meanOfAverages() {
    return (average() + averageFromReference()) / 2;
  }

  /**
   * The normalised surface distance, or surface Dice: the share of surface voxels of both maps that
   * are within a tolerance of the other surface, 0 to 1. Every surface voxel counts alike.
   *
   * @param tolerance in the unit of the distances, 0 or more
   */
  public double surfaceDice(double tolerance) {
    long within = within(toReference, tolerance) + within(toPrediction, tolerance);
    return (double) within / (toReference.length + toPrediction.length);
  }

  private static long within(double[] distances, double tolerance) {
    long count = 0;
    for (double d : distances) {
      if (d <= tolerance) {
        count++;
      }
    }
    return count;
  }

  private static double[] scaled(double[] values, double factor) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = values[i] * factor;
    }
    return scaled;
  }
}
