package dev.icl.data.preprocess;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The preprocessing of every scan before it is cut into slices, in this order. Axes are those of
 * the scan's file, or of the orientation where one is given.
 *
 * @param orientation which way the axes shall run, as {@code RAS}; empty to leave them
 * @param spacing mm between voxels to resample to, one number an axis, 0 to leave an axis as it is;
 *     empty to leave all
 * @param crop what is cut off
 * @param cropMargin voxels that are left around what is cropped to
 * @param window lowest and highest intensity that count, in the unit of the scan; empty for all
 * @param percentiles the same as percentages of the scan's voxels, such as 0.5 and 99.5
 * @param normalize the scale of the intensities
 */
public record PreprocessConfig(
    @Doc(
            value =
                "which way the axes of every scan are made to run; empty leaves them"
                    + " ([data.md](data.md#preprocessing))",
            range = "three letters such as `RAS`")
        String orientation,
    @Doc(
            value = "mm between voxels to resample to along each axis; 0 leaves an axis, empty all",
            range = "three numbers, each 0 to 1000")
        List<Double> spacing,
    @Doc("what is cut off: all around the voxels that are not 0, or above Otsu's threshold")
        Crop crop,
    @Doc("voxels left around it") @Min(0) @Max(8192) int cropMargin,
    @Doc(value = "intensities are clipped to these", range = "two numbers, the lower first")
        List<Double> window,
    @Doc(
            value = "intensities are clipped to these percentiles of the scan",
            range = "two numbers from 0 to 100, the lower first")
        List<Double> percentiles,
    @Doc(
            "the scale of intensities; `auto` is [0, 1] from the window or the percentiles, or else"
                + " the dataset's own rule")
        Normalization normalize)
    implements Checked {
  private static final int MOST_MM = 1000;

  /** Keeps its own copies of the lists. */
  public PreprocessConfig {
    spacing = List.copyOf(spacing);
    window = List.copyOf(window);
    percentiles = List.copyOf(percentiles);
  }

  /** Scans as their dataset is known to need them. */
  public static PreprocessConfig defaults() {
    return new PreprocessConfig(
        "", List.of(), Crop.NONE, 0, List.of(), List.of(), Normalization.AUTO);
  }

  /** Whether nothing is asked for that a dataset does not do by itself. */
  public boolean isDefault() {
    return equals(defaults());
  }

  /** Whether intensities are left to the dataset's own rule. */
  public boolean leavesIntensities() {
    return window.isEmpty() && percentiles.isEmpty() && normalize == Normalization.AUTO;
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        spacing.isEmpty()
            || spacing.size() == 3 && spacing.stream().allMatch(mm -> mm >= 0 && mm <= MOST_MM),
        "spacing",
        "be three distances in mm, each at most %d, 0 to leave an axis".formatted(MOST_MM),
        spacing);
    rules.must(
        areAscending(window, -1e9, 1e9),
        "window",
        "be two values from -1000000000 to 1000000000, the lower first",
        window);
    rules.must(
        areAscending(percentiles, 0, 100),
        "percentiles",
        "be two values from 0 to 100, the lower first",
        percentiles);
  }

  private static boolean areAscending(List<Double> values, double least, double most) {
    return values.isEmpty()
        || values.size() == 2
            && values.get(0) >= least
            && values.get(0) < values.get(1)
            && values.get(1) <= most;
  }
}
