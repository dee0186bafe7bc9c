package dev.icl.app.overlay;

import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;

/**
 * A plane of voxels across one axis of a volume of three. Planes across the second and the third
 * axis show the first one upwards, so that the head is at the top where slices are counted from the
 * feet.
 *
 * @param axis that it is across: 0 for a slice
 * @param index its place along that axis
 */
record Cut(int axis, int index) {
  /** The name of the plane, where the axes of the file are those of the body. */
  String name() {
    return switch (axis) {
      case 0 -> "axial";
      case 1 -> "coronal";
      default -> "sagittal";
    };
  }

  /** The number of rows. */
  int height(Sample volume) {
    return volume.size(rowAxis());
  }

  /** The number of columns. */
  int width(Sample volume) {
    return volume.size(columnAxis());
  }

  /** Millimetres from the first row to the last; voxels where the spacing is not known. */
  double heightMm(Sample volume) {
    return height(volume) * distance(volume, rowAxis());
  }

  /** Millimetres from the first column to the last; voxels where the spacing is not known. */
  double widthMm(Sample volume) {
    return width(volume) * distance(volume, columnAxis());
  }

  /** The axis of the volume that its rows count. */
  int rowAxis() {
    return axis == 0 ? 1 : 0;
  }

  /** The axis of the volume that its columns count. */
  int columnAxis() {
    return axis == 2 ? 1 : 2;
  }

  private static double distance(Sample volume, int axis) {
    return volume
        .spacing()
        .map(Spacing::millimetres)
        .map(millimetres -> millimetres.get(axis))
        .orElse(1.0);
  }

  /** The row at which a place of the axis of rows is drawn. */
  int row(Sample volume, int place) {
    return axis == 0 ? place : height(volume) - 1 - place;
  }

  /**
   * Intensities of a channel, row by row.
   *
   * @param volume of three axes
   * @param channel from 0
   */
  float[] values(Sample volume, int channel) {
    int width = width(volume);
    float[] values = new float[height(volume) * width];
    int offset = channel * volume.voxels();
    for (int i = 0; i < values.length; i++) {
      values[i] = volume.image()[offset + voxel(volume, i / width, i % width)];
    }
    return values;
  }

  /**
   * Classes, row by row.
   *
   * @param volume of three axes
   * @param labels class of each of its voxels
   */
  byte[] labels(Sample volume, byte[] labels) {
    int width = width(volume);
    byte[] plane = new byte[height(volume) * width];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = labels[voxel(volume, i / width, i % width)];
    }
    return plane;
  }

  private int voxel(Sample volume, int row, int column) {
    int[] at = new int[3];
    at[axis] = index;
    at[columnAxis()] = column;
    // turning twice gives the place
    at[rowAxis()] = row(volume, row);
    return (at[0] * volume.size(1) + at[1]) * volume.size(2) + at[2];
  }
}
