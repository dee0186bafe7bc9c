package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An image of any number of channels and spatial axes, with its label map, spacing and original
 * grid where there are some: a scan, one of its slices, or a part of it on its way into a batch.
 * Immutable but for its arrays, which are shared, not copied: readers must not write to them.
 */
public final class Sample {
  private final SampleId id;
  private final int channels;
  private final Shape shape;
  private final int voxels;
  private final float[] image;
  private final Optional<byte[]> label;
  private final Optional<Spacing> spacing;
  private final Optional<OriginalGrid> original;

  private Sample(
      SampleId id,
      int channels,
      Shape shape,
      float[] image,
      Optional<byte[]> label,
      Optional<Spacing> spacing,
      Optional<OriginalGrid> original) {
    this.id = id;
    this.channels = channels;
    this.shape = shape;
    this.voxels = COrder.count(shape);
    this.image = image;
    this.label = label;
    this.spacing = spacing;
    this.original = original;
    if (shape.rank() == 0
        || voxels == 0
        || channels < 1
        || image.length != (long) channels * voxels) {
      throw mismatch(image.length + " intensities");
    }
    label.filter(l -> l.length != voxels).ifPresent(this::refuse);
    spacing.filter(s -> s.millimetres().size() != shape.rank()).ifPresent(this::refuse);
  }

  private void refuse(byte[] labels) {
    throw mismatch(labels.length + " labels");
  }

  private void refuse(Spacing distances) {
    throw mismatch(distances.toString());
  }

  private IllegalArgumentException mismatch(String given) {
    return new IllegalArgumentException(
        "%s for %s: %d channels of shape %s".formatted(given, id.name(), channels, shape));
  }

  /**
   * A sample of one channel, without labels and of unknown spacing.
   *
   * @param id the identity of the sample
   * @param shape sizes of its spatial axes, each at least 1, slowest first
   * @param image intensities in C order
   * @throws IllegalArgumentException if the image is not of that size, or has no voxel
   */
  public static Sample of(SampleId id, Shape shape, float[] image) {
    return of(id, 1, shape, image);
  }

  /**
   * A sample without labels and of unknown spacing.
   *
   * @param id the identity of the sample
   * @param channels values at each voxel, at least 1
   * @param shape sizes of its spatial axes, each at least 1, slowest first
   * @param image intensities, {@code [channels, shape...]} in C order
   * @throws IllegalArgumentException if the image is not of that size, or has no voxel
   */
  public static Sample of(SampleId id, int channels, Shape shape, float[] image) {
    return new Sample(
        id, channels, shape, image, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same sample under another name. */
  public Sample withId(SampleId other) {
    return new Sample(other, channels, shape, image, label, spacing, original);
  }

  /**
   * The same sample with a label map.
   *
   * @param map class of each voxel as an unsigned byte in C order
   * @throws IllegalArgumentException if it is not of this sample's size
   */
  public Sample withLabel(byte[] map) {
    return withLabel(Optional.of(map));
  }

  /**
   * The same sample with a label map or without one.
   *
   * @param map class of each voxel as an unsigned byte in C order
   * @throws IllegalArgumentException if it is not of this sample's size
   */
  public Sample withLabel(Optional<byte[]> map) {
    return new Sample(id, channels, shape, image, map, spacing, original);
  }

  /**
   * The same sample with other intensities.
   *
   * @param intensities {@code [channels, shape...]} in C order
   * @throws IllegalArgumentException if they are not of this sample's size
   */
  public Sample withImage(float[] intensities) {
    return new Sample(id, channels, shape, intensities, label, spacing, original);
  }

  /**
   * The same sample with a known spacing.
   *
   * @throws IllegalArgumentException if it has another number of axes
   */
  public Sample withSpacing(Spacing distance) {
    return new Sample(id, channels, shape, image, label, Optional.of(distance), original);
  }

  /** The same sample, made by preprocessing of one on another grid. */
  public Sample withOriginal(OriginalGrid grid) {
    return new Sample(id, channels, shape, image, label, spacing, Optional.of(grid));
  }

  /**
   * A part of this sample, or this sample with its voxels moved; neither spacing nor original grid
   * apply to it.
   *
   * @param newShape sizes of the spatial axes, as many as this sample has
   * @param values intensities in C order
   * @param map class of each voxel as an unsigned byte in C order
   * @throws IllegalArgumentException if an array is not of that size
   */
  public Sample moved(Shape newShape, float[] values, Optional<byte[]> map) {
    return new Sample(id, channels, newShape, values, map, Optional.empty(), Optional.empty());
  }

  /** The identity of the sample. */
  public SampleId id() {
    return id;
  }

  /** Name of the sample. */
  public String name() {
    return id.name();
  }

  /** The patient whose scan it is. */
  public String patient() {
    return id.patient();
  }

  /** The number of values at each voxel. */
  public int channels() {
    return channels;
  }

  /** The number of spatial axes. */
  public int rank() {
    return shape.rank();
  }

  /**
   * The number of voxels along a spatial axis.
   *
   * @param axis 0 for the slowest
   */
  public int size(int axis) {
    return shape.dim(axis);
  }

  /** Sizes of the spatial axes, slowest first; channels are not among them. */
  public Shape shape() {
    return shape;
  }

  /** The number of voxels, those of one channel. */
  public int voxels() {
    return voxels;
  }

  /** Intensities, {@code [channels, shape...]} in C order. */
  public float[] image() {
    return image;
  }

  /** Class of each voxel as an unsigned byte in C order, where there is a label map. */
  public Optional<byte[]> label() {
    return label;
  }

  /** Distance between voxels; empty where the file does not say. */
  public Optional<Spacing> spacing() {
    return spacing;
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
   * A copy of one place of the first axis: a sample of one axis less.
   *
   * @param place 0 to {@code size(0) - 1}
   * @throws IndexOutOfBoundsException if there is no such place
   * @throws IllegalArgumentException if it has one axis
   */
  public Sample slice(int place) {
    Objects.checkIndex(place, shape.dim(0));
    Shape plane = shape.slice(1, shape.rank());
    int count = voxels / shape.dim(0);
    float[] values;
    if (channels == 1) {
      values = Arrays.copyOfRange(image, place * count, (place + 1) * count);
    } else {
      values = new float[channels * count];
      for (int c = 0; c < channels; c++) {
        System.arraycopy(image, c * voxels + place * count, values, c * count, count);
      }
    }
    return new Sample(
        id,
        channels,
        plane,
        values,
        label.map(l -> Arrays.copyOfRange(l, place * count, (place + 1) * count)),
        spacing.map(Spacing::behindFirst),
        Optional.empty());
  }

  /** Bytes its arrays take. */
  public long bytes() {
    return 4L * image.length + (label.isPresent() ? voxels : 0);
  }
}
