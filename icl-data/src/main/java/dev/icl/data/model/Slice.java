package dev.icl.data.model;

import java.util.Optional;

/**
 * A two-dimensional image with its label map where there is one. The arrays are shared, not copied:
 * readers must not write to them.
 */
public final class Slice {
  private final SliceId id;
  private final int height;
  private final int width;
  private final float[] image;
  private final Optional<byte[]> label;

  /**
   * @param id the identity of the slice
   * @param height rows
   * @param width columns
   * @param image intensities, {@code [height, width]} in C order
   * @param label class of each pixel as an unsigned byte, {@code [height, width]} in C order
   * @throws IllegalArgumentException if an array is not of {@code height * width} elements
   */
  public Slice(SliceId id, int height, int width, float[] image, byte[] label) {
    this(id, height, width, image, Optional.of(label));
  }

  private Slice(SliceId id, int height, int width, float[] image, Optional<byte[]> label) {
    int labels = label.map(l -> l.length).orElse(image.length);
    if (image.length != height * width || labels != image.length) {
      throw new IllegalArgumentException(
          image.length + " voxels and " + labels + " labels for " + height + "x" + width);
    }
    this.id = id;
    this.height = height;
    this.width = width;
    this.image = image;
    this.label = label;
  }

  /**
   * A slice without a label map.
   *
   * @param id the identity of the slice
   * @param height rows
   * @param width columns
   * @param image intensities, {@code [height, width]} in C order
   * @throws IllegalArgumentException if the array is not of {@code height * width} elements
   */
  public static Slice unlabeled(SliceId id, int height, int width, float[] image) {
    return new Slice(id, height, width, image, Optional.empty());
  }

  /** The identity of the slice. */
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

  /** Whether it has a label map. */
  public boolean labeled() {
    return label.isPresent();
  }

  /**
   * Class of each pixel as an unsigned byte, {@code [height, width]} in C order.
   *
   * @throws IllegalStateException if it has no label map
   */
  public byte[] label() {
    return label.orElseThrow(() -> new IllegalStateException(id.name() + " has no label map"));
  }

  /** Bytes its arrays take. */
  public long bytes() {
    return (labeled() ? 5L : 4L) * image.length;
  }
}
