package dev.icl.data.metrics;

import dev.icl.data.sample.Spacing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures every {@link Metric} of every class. Surfaces are found once and distances once per unit
 * for all the metrics made of them. It keeps its memory from case to case; not for several threads
 * at once.
 *
 * <pre>{@code
 * LabelMap prediction = LabelMap.volume(slices, height, width, predicted);
 * LabelMap reference = LabelMap.volume(slices, height, width, labels);
 * CaseScorer scorer = new CaseScorer(EmptyMasks.STRICT, 2);
 * double hd95 = scorer.score(prediction, reference, 4, spacing).get(0).get(Metric.HD95_MM);
 * }</pre>
 */
public final class CaseScorer {
  private static final Spacing VOXELS = Spacing.of(1, 1, 1);
  private static final double MM3_PER_ML = 1000;

  private final EmptyMasks emptyMasks;
  private final double toleranceMm;
  private final DistanceTransform transform = new DistanceTransform();

  /**
   * @param emptyMasks the rule for classes that a map lacks
   * @param toleranceMm of {@link Metric#NSD}, mm, 0 or more
   * @throws IllegalArgumentException if the tolerance is negative or not a number
   */
  public CaseScorer(EmptyMasks emptyMasks, double toleranceMm) {
    if (!(toleranceMm >= 0)) {
      throw new IllegalArgumentException("a tolerance of " + toleranceMm + " mm");
    }
    this.emptyMasks = emptyMasks;
    this.toleranceMm = toleranceMm;
  }

  /**
   * Scores every class but the background.
   *
   * @param prediction the predicted label map
   * @param reference the reference label map, of the same size
   * @param classes the number of classes, the background included
   * @param spacing of the voxels; without it, what is in mm or mL is not measured, and no volumes
   *     of images
   * @return {@code classes - 1} entries, that of class 1 first
   * @throws IllegalArgumentException if the maps differ in size or hold other classes
   */
  public List<ClassScores> score(
      LabelMap prediction, LabelMap reference, int classes, Optional<Spacing> spacing) {
    Census census = Census.of(prediction, reference, classes);
    List<ClassScores> scores = new ArrayList<>();
    for (int c = 1; c < classes; c++) {
      Overlap overlap = census.overlap(c);
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      putOverlap(values, overlap);
      if (!reference.planar()) {
        spacing.ifPresent(s -> putVolume(values, overlap, s));
      }
      if (overlap.anyEmpty()) {
        putEmpty(values, overlap, reference, spacing);
      } else {
        putDistances(
            values, SurfacePair.of(prediction, reference, c, census.box(c)), reference, spacing);
      }
      scores.add(new ClassScores(values));
    }
    return scores;
  }

  private void putOverlap(Map<Metric, Double> values, Overlap overlap) {
    values.put(Metric.DICE, overlap.dice(emptyMasks));
    values.put(Metric.JACCARD, overlap.jaccard(emptyMasks));
    values.put(Metric.PRECISION, overlap.precision());
    values.put(Metric.RECALL, overlap.recall());
    values.put(Metric.VOLUME_DIFFERENCE_RELATIVE, overlap.relativeVolumeDifference());
  }

  private static void putVolume(Map<Metric, Double> values, Overlap overlap, Spacing spacing) {
    double ml = spacing.fromLast(2) * spacing.fromLast(1) * spacing.fromLast(0) / MM3_PER_ML;
    double difference = Math.abs(overlap.predicted() - overlap.reference()) * ml;
    values.put(Metric.VOLUME_DIFFERENCE_ML, overlap.bothEmpty() ? Double.NaN : difference);
  }

  private void putEmpty(
      Map<Metric, Double> values, Overlap overlap, LabelMap grid, Optional<Spacing> spacing) {
    putInVoxels(values, emptyDistances(overlap, diagonal(grid, VOXELS)));
    spacing.ifPresent(
        s -> {
          putInMm(values, emptyDistances(overlap, diagonal(grid, s)));
          values.put(Metric.NSD, overlap.bothEmpty() ? Double.NaN : 0);
        });
  }

  private double[] emptyDistances(Overlap overlap, double diagonal) {
    double d =
        overlap.bothEmpty()
            ? emptyMasks.bothEmptyDistance()
            : emptyMasks.oneEmptyDistance(diagonal);
    return new double[] {d, d, d, d};
  }

  private void putDistances(
      Map<Metric, Double> values, SurfacePair pair, LabelMap grid, Optional<Spacing> spacing) {
    SurfaceDistances voxels = pair.distances(transform, VOXELS);
    putInVoxels(values, scores(voxels));
    spacing.ifPresent(
        s -> {
          SurfaceDistances mm =
              uniform(s, grid) ? voxels.times(s.fromLast(0)) : pair.distances(transform, s);
          putInMm(values, scores(mm));
          values.put(Metric.NSD, mm.surfaceDice(toleranceMm));
        });
  }

  private static boolean uniform(Spacing spacing, LabelMap grid) {
    return spacing.fromLast(0) == spacing.fromLast(1)
        && (grid.planar() || spacing.fromLast(0) == spacing.fromLast(2));
  }

  private static double[] scores(SurfaceDistances distances) {
    return new double[] {
      distances.hausdorff(),
      distances.hausdorff95(),
      distances.average(),
      distances.averageSymmetric()
    };
  }

  private static void putInVoxels(Map<Metric, Double> values, double[] scores) {
    values.put(Metric.HD_VOXEL, scores[0]);
    values.put(Metric.HD95_VOXEL, scores[1]);
    values.put(Metric.ASD_VOXEL, scores[2]);
    values.put(Metric.ASSD_VOXEL, scores[3]);
  }

  private static void putInMm(Map<Metric, Double> values, double[] scores) {
    values.put(Metric.HD_MM, scores[0]);
    values.put(Metric.HD95_MM, scores[1]);
    values.put(Metric.ASD_MM, scores[2]);
    values.put(Metric.ASSD_MM, scores[3]);
  }

  /** From the first corner of the grid to the last, so more than between any two voxels. */
  private static double diagonal(LabelMap grid, Spacing spacing) {
    double z = grid.planar() ? 0 : grid.slices() * spacing.fromLast(2);
    double y = grid.height() * spacing.fromLast(1);
    double x = grid.width() * spacing.fromLast(0);
    return Math.sqrt(z * z + y * y + x * x);
  }
}
