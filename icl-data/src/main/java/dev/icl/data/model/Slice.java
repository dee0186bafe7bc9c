package dev.icl.data.model;

/**
 * A two-dimensional image with its label map. The arrays are shared, not copied: whoever reads them
 * must not write to them.
 */
public final class Slice {
  private final SliceId id;
  private final int height;
  private final int width;
  private final float[] image;
  private final byte[] label;

  /**
   * @param id which slice it is
   * @param height rows
   * @param width columns
   * @param image intensities, {@code [height, width]} in C order
   * @param label class of each pixel as an unsigned byte, {@code [height, width]} in C order
   * @throws IllegalArgumentException if an array is not of {@code height * width} elements
   */
  public Slice(SliceId id, int height, int width, float[] image, byte[] label) {
    if (image.length != height * width || label.length != image.length) {
      throw new IllegalArgumentException(
          image.length + " voxels and " + label.length + " labels for " + height + "x" + width);
    }
    this.id = id;
    this.height = height;
    this.width = width;
    this.image = image;
    this.label = label;
  }

  /** Which slice it is. */
  public SliceId id() {
    return id;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Intensities, {@code [height, width]} in C order. */
  public float[] image() {
    return image;
  }

  /** Class of each pixel as an unsigned byte, {@code [height, width]} in C order. */
  public byte[] label() {
    return label;
  }

  /** Bytes its arrays take. */
  public long bytes() {
    return 5L * image.length;
  }
}
