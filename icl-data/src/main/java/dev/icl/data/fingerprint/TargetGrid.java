package dev.icl.data.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The spacing to train at and the median scan there, by nnU-Net's published rules ({@code
 * determine_fullres_target_spacing} and {@code compute_new_shape}, version 2). The spacing is the
 * median along each axis. Where that of one axis is more than three times the largest of the others
 * and the median scan has less than a third of the voxels of the others along it, the axis takes
 * its 10th percentile instead, but no less than the others have.
 *
 * @param spacing mm along each axis of the files; where a file does not tell, what is assumed, or 1
 *     along each
 * @param median voxels of the median scan along each axis at that spacing
 * @param known whether the files tell their spacing
 * @param slices the axis of the largest spacing, of which there is one alone; −1 where there are
 *     several
 * @param thick whether slices lie far apart: the spacing of one axis is more than three times that
 *     of the others, and its voxels less than a third of theirs; a known spacing is then the 10th
 *     percentile
 */
public record TargetGrid(
    List<Double> spacing, List<Double> median, boolean known, int slices, boolean thick) {
  private static final double ANISOTROPY = 3;
  private static final double LOW_PERCENTILE = 10;
  private static final double ABOVE = 1e-5;

  /** Copies the lists. */
  public TargetGrid {
    spacing = List.copyOf(spacing);
    median = List.copyOf(median);
  }

  /**
   * The grid for some scans.
   *
   * @param scans at least one, each of three axes
   * @param assumed mm between voxels along each axis where a file does not tell; empty if it is not
   *     known, and all axes count alike
   */
  public static TargetGrid of(List<ScanShape> scans, List<Double> assumed) {
    boolean known = scans.stream().noneMatch(scan -> scan.spacing().isEmpty());
    if (known) {
      return ofKnown(scans);
    }
    return at(scans, assumed.isEmpty() ? List.of(1.0, 1.0, 1.0) : assumed, false);
  }

  /**
   * The grid at a spacing that is asked for.
   *
   * @param scans at least one, each of three axes and of known spacing
   * @param wanted mm between voxels along each axis of the files, 0 to leave one
   */
  public static TargetGrid at(List<ScanShape> scans, List<Double> wanted) {
    return at(
        scans,
        each(axis -> wanted.get(axis) > 0 ? wanted.get(axis) : percentile(scans, axis, 50)),
        true);
  }

  /** The grid at a spacing that stays as it is. */
  private static TargetGrid at(List<ScanShape> scans, List<Double> spacing, boolean known) {
    int worst = worst(spacing);
    boolean alone = spacing.get(worst) > largestBeside(spacing, worst);
    List<Double> median = medians(scans, spacing, known);
    return new TargetGrid(
        spacing, median, known, alone ? worst : -1, isThick(spacing, median, worst));
  }

  /** Whether the spacing is one that no file tells. */
  public boolean isAssumed() {
    return !known && spacing.stream().anyMatch(mm -> mm != 1);
  }

  private static int worst(List<Double> spacing) {
    int worst = 0;
    for (int axis = 1; axis < spacing.size(); axis++) {
      worst = spacing.get(axis) > spacing.get(worst) ? axis : worst;
    }
    return worst;
  }

  private static boolean isThick(List<Double> spacing, List<Double> sizes, int worst) {
    return spacing.get(worst) > ANISOTROPY * largestBeside(spacing, worst)
        && sizes.get(worst) * ANISOTROPY < leastBeside(sizes, worst);
  }

  private static TargetGrid ofKnown(List<ScanShape> scans) {
    List<Double> spacing = new ArrayList<>(each(axis -> percentile(scans, axis, 50)));
    List<Double> sizes =
        each(axis -> Quantiles.of(scans.stream().map(s -> s.shape().get(axis)).toList(), 50));
    int worst = worst(spacing);
    double others = largestBeside(spacing, worst);
    boolean alone = spacing.get(worst) > others;
    boolean thick = isThick(spacing, sizes, worst);
    if (thick) {
      double low = percentile(scans, worst, LOW_PERCENTILE);
      spacing.set(worst, low < others ? others + ABOVE : low);
    }
    return new TargetGrid(spacing, medians(scans, spacing, true), true, alone ? worst : -1, thick);
  }

  private static double percentile(List<ScanShape> scans, int axis, double percentage) {
    return Quantiles.of(scans.stream().map(s -> s.spacing().get(axis)).toList(), percentage);
  }

  private static double largestBeside(List<Double> values, int axis) {
    return beside(axis).mapToDouble(values::get).max().orElseThrow();
  }

  private static double leastBeside(List<Double> values, int axis) {
    return beside(axis).mapToDouble(values::get).min().orElseThrow();
  }

  private static IntStream beside(int axis) {
    return IntStream.range(0, 3).filter(other -> other != axis);
  }

  private static List<Double> medians(
      List<ScanShape> scans, List<Double> spacing, boolean resampled) {
    return each(
        axis ->
            Quantiles.of(
                scans.stream()
                    .map(
                        scan -> {
                          double size = scan.shape().get(axis);
                          return resampled
                              ? Math.rint(size * scan.spacing().get(axis) / spacing.get(axis))
                              : size;
                        })
                    .toList(),
                50));
  }

  private interface OfAxis {
    double at(int axis);
  }

  private static List<Double> each(OfAxis value) {
    return IntStream.range(0, 3).mapToObj(value::at).toList();
  }
}
