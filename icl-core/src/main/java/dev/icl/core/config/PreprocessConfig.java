package dev.icl.core.config;

import java.util.List;

/**
 * What every scan goes through before it is cut into slices, in this order. Axes are those of the
 * scan's file, or of the orientation where one is given.
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
    String orientation,
    List<Double> spacing,
    Crop crop,
    int cropMargin,
    List<Double> window,
    List<Double> percentiles,
    Normalization normalize) {

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
}
