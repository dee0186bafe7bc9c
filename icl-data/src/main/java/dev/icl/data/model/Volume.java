package dev.icl.data.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * A scan of several slices at its own size, with its label map where there is one. The arrays are
 * shared, not copied: readers must not write to them.
 */
public final class Volume {
  /** Values at each voxel of an image: every scan has one. */
  public static final int CHANNELS = 1;

  private final String name;
  private final String patient;
  private final int slices;
  private final int height;
  private final int width;
  private final float[] image;
  private final Optional<byte[]> label;
  private final Optional<Spacing> spacing;
  private final Optional<OriginalGrid> original;

  private Volume(
      String name,
      String patient,
      int[] sizes,
      float[] image,
      Optional<byte[]> label,
      Optional<Spacing> spacing,
      Optional<OriginalGrid> original) {
    int voxels = sizes[0] * sizes[1] * sizes[2];
    if (image.length != voxels || label.map(l -> l.length != voxels).orElse(false)) {
      throw new IllegalArgumentException(
          image.length + " voxels for a volume of shape " + Arrays.toString(sizes));
    }
    this.name = name;
    this.patient = patient;
    this.slices = sizes[0];
    this.height = sizes[1];
    this.width = sizes[2];
    this.image = image;
    this.label = label;
    this.spacing = spacing;
    this.original = original;
  }

  /**
   * A volume without labels and of unknown spacing.
   *
   * @param name of the case
   * @param patient the patient of the scan
   * @param slices the number of slices
   * @param height rows of a slice
   * @param width columns of a slice
   * @param image intensities, {@code [slices, height, width]} in C order
   * @throws IllegalArgumentException if the image is not of that size
   */
  public static Volume of(
      String name, String patient, int slices, int height, int width, float[] image) {
    int[] sizes = {slices, height, width};
    return new Volume(
        name, patient, sizes, image, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same volume with a label map.
   *
   * @param map class of each voxel as an unsigned byte, {@code [slices, height, width]} in C order
   * @throws IllegalArgumentException if it is not of this volume's size
   */
  public Volume withLabel(byte[] map) {
    int[] sizes = {slices, height, width};
    return new Volume(name, patient, sizes, image, Optional.of(map), spacing, original);
  }

  /**
   * The same volume with other intensities.
   *
   * @param intensities {@code [slices, height, width]} in C order
   * @throws IllegalArgumentException if they are not of this volume's size
   */
  public Volume withImage(float[] intensities) {
    int[] sizes = {slices, height, width};
    return new Volume(name, patient, sizes, intensities, label, spacing, original);
  }

  /** The same volume with a known spacing. */
  public Volume withSpacing(Spacing distance) {
    int[] sizes = {slices, height, width};
    return new Volume(name, patient, sizes, image, label, Optional.of(distance), original);
  }

  /** Name of the case. */
  public String name() {
    return name;
  }

  /** The patient whose scan it is. */
  public String patient() {
    return patient;
  }

  /** The number of slices. */
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

  /** Intensities, {@code [slices, height, width]} in C order. */
  public float[] image() {
    return image;
  }

  /** Class of each voxel as an unsigned byte, {@code [slices, height, width]} in C order. */
  public Optional<byte[]> label() {
    return label;
  }

  /** Distance between voxels; empty where the file does not say. */
  public Optional<Spacing> spacing() {
    return spacing;
  }

  /** The same volume made by preprocessing of one on another grid. */
  public Volume withOriginal(OriginalGrid grid) {
    int[] sizes = {slices, height, width};
    return new Volume(name, patient, sizes, image, label, spacing, Optional.of(grid));
  }

  /** The grid that it was preprocessed from, where it was. */
  public Optional<OriginalGrid> original() {
    return original;
  }

  /** Distance between voxels of the grid that it was preprocessed from, or else of its own. */
  public Optional<Spacing> originalSpacing() {
    return original.isPresent() ? original.get().spacing() : spacing;
  }

  /**
   * A copy of one slice's intensities, {@code [height, width]} in C order.
   *
   * @param slice 0 to {@code slices() - 1}
   */
  public float[] sliceImage(int slice) {
    int from = slice * height * width;
    return Arrays.copyOfRange(image, from, from + height * width);
  }
}
