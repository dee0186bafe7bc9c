package dev.icl.data.metrics;

import dev.icl.core.tensor.Shape;

/**
 * The class of every voxel of an image or a volume. The array is shared, not copied: whoever reads
 * it must not write to it.
 *
 * <p>An image has no neighbours above and below, so its surface is the contour; a volume of one
 * slice is all surface, since the space around a volume belongs to no class.
 */
public final class LabelMap {
  private static final int LONGEST_AXIS = 0x10000;

  private final boolean planar;
  private final int slices;
  private final int height;
  private final int width;
  private final byte[] labels;

  private LabelMap(boolean planar, int slices, int height, int width, byte[] labels) {
    if (Math.max(slices, Math.max(height, width)) > LONGEST_AXIS
        || Math.min(slices, Math.min(height, width)) < 1
        || labels.length != (long) slices * height * width) {
      throw new IllegalArgumentException(
          "%d labels for %d slices of %dx%d".formatted(labels.length, slices, height, width));
    }
    this.planar = planar;
    this.slices = slices;
    this.height = height;
    this.width = width;
    this.labels = labels;
  }

  /**
   * The labels of an image or a volume.
   *
   * @param shape two or three sizes of 1 to 65536, slowest first
   * @param labels class of each voxel as an unsigned byte in C order
   * @throws IllegalArgumentException if the array is not of that size, or a size out of range, or
   *     there are more or fewer
   */
  public static LabelMap of(Shape shape, byte[] labels) {
    return switch (shape.rank()) {
      case 2 -> image(shape.dim(0), shape.dim(1), labels);
      case 3 -> volume(shape.dim(0), shape.dim(1), shape.dim(2), labels);
      default -> throw new IllegalArgumentException("labels of shape " + shape);
    };
  }

  /**
   * The labels of a volume.
   *
   * @param slices the number of slices, 1 to 65536
   * @param height rows of a slice, 1 to 65536
   * @param width columns of a slice, 1 to 65536
   * @param labels class of each voxel as an unsigned byte, {@code [slices, height, width]} in C
   *     order
   * @throws IllegalArgumentException if the array is not of that size, or a size out of range
   */
  public static LabelMap volume(int slices, int height, int width, byte[] labels) {
    return new LabelMap(false, slices, height, width, labels);
  }

  /**
   * The labels of an image.
   *
   * @param height rows, 1 to 65536
   * @param width columns, 1 to 65536
   * @param labels class of each pixel as an unsigned byte, {@code [height, width]} in C order
   * @throws IllegalArgumentException if the array is not of that size, or a size out of range
   */
  public static LabelMap image(int height, int width, byte[] labels) {
    return new LabelMap(true, 1, height, width, labels);
  }

  /** Whether it is an image. */
  public boolean planar() {
    return planar;
  }

  /** The number of slices; 1 for an image. */
  public int slices() {
    return slices;
  }

  /** Rows of a slice. */
  public int height() {
    return height;
  }

  /** Columns of a slice. */
  public int width() {
    return width;
  }

  /** Class of each voxel as an unsigned byte, in C order. */
  public byte[] labels() {
    return labels;
  }

  /**
   * @throws IllegalArgumentException if the other is not of the same size and kind
   */
  void requireSameGrid(LabelMap other) {
    if (planar != other.planar
        || slices != other.slices
        || height != other.height
        || width != other.width) {
      throw new IllegalArgumentException(
          "a prediction of " + this + " against a reference of " + other);
    }
  }

  /** Its size, as {@code 10x256x216}. */
  @Override
  public String toString() {
    return planar ? height + "x" + width : slices + "x" + height + "x" + width;
  }
}
