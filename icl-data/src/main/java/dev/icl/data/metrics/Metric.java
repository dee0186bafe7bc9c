package dev.icl.data.metrics;

import java.util.Arrays;
import java.util.Optional;

/** A metric of a class in a case; the constants are in the order of every table. */
public enum Metric {
  /** {@link Overlap#dice}. */
  DICE("dice", "fraction", true),
  /** {@link Overlap#jaccard}. */
  JACCARD("jaccard", "fraction", true),
  /** {@link Overlap#precision}. */
  PRECISION("precision", "fraction", true),
  /** {@link Overlap#recall}. */
  RECALL("recall", "fraction", true),
  /** {@link SurfaceDistances#hausdorff} in voxels. */
  HD_VOXEL("hd_voxel", "voxel", false),
  /** {@link SurfaceDistances#hausdorff95} in voxels. */
  HD95_VOXEL("hd95_voxel", "voxel", false),
  /** {@link SurfaceDistances#average} in voxels. */
  ASD_VOXEL("asd_voxel", "voxel", false),
  /** {@link SurfaceDistances#averageSymmetric} in voxels. */
  ASSD_VOXEL("assd_voxel", "voxel", false),
  /** {@link SurfaceDistances#hausdorff} in millimetres. */
  HD_MM("hd_mm", "mm", false),
  /** {@link SurfaceDistances#hausdorff95} in millimetres. */
  HD95_MM("hd95_mm", "mm", false),
  /** {@link SurfaceDistances#average} in millimetres. */
  ASD_MM("asd_mm", "mm", false),
  /** {@link SurfaceDistances#averageSymmetric} in millimetres. */
  ASSD_MM("assd_mm", "mm", false),
  /** {@link SurfaceDistances#surfaceDice} at a tolerance in millimetres. */
  NSD("nsd", "fraction", true),
  /** Volume of the prediction against that of the reference, without the sign, in millilitres. */
  VOLUME_DIFFERENCE_ML("volume_difference_ml", "ml", false),
  /** {@link Overlap#relativeVolumeDifference}: that over the reference's volume. */
  VOLUME_DIFFERENCE_RELATIVE("volume_difference_relative", "fraction", false);

  private final String column;
  private final String unit;
  private final boolean higherIsBetter;

  Metric(String column, String unit, boolean higherIsBetter) {
    this.column = column;
    this.unit = unit;
    this.higherIsBetter = higherIsBetter;
  }

  /** Its name in files, which says the unit where there is more than one. */
  public String column() {
    return column;
  }

  /** {@code fraction} (of 1), {@code voxel}, {@code mm} or {@code ml}. */
  public String unit() {
    return unit;
  }

  /** Whether larger values are the better ones. */
  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** The metric of that name in files; empty if there is none. */
  public static Optional<Metric> named(String column) {
    return Arrays.stream(values()).filter(m -> m.column.equals(column)).findFirst();
  }
}
