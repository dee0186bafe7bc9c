package dev.icl.data.scan;

import dev.icl.core.error.UserException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What one file holds of one array: voxels of the file's own type, their grid in the patient, and
 * where they came from. Immutable.
 *
 * <p>The axes are those of the file, in its order: {@code [columns, rows, slices]} and perhaps time
 * for NIfTI, NRRD and MetaImage, whatever the writer chose for HDF5. {@link #order()} tells which
 * of them runs fastest; {@link #floats} and {@link #labels} give arrays in the order asked for.
 *
 * <pre>{@code
 * Scan scan = VolumeFormats.installed().readImage(Path.of("case.nii.gz"));
 * float[] slicesFirst = scan.floats(AxisOrder.FIRST_FASTEST); // [slices][rows][columns] in C order
 * String codes = scan.affine().orElseThrow().orientation().codes(); // RAS
 * }</pre>
 */
public final class Scan {
  private final int[] shape;
  private final AxisOrder order;
  private final Voxels voxels;
  private final Optional<Affine> affine;
  private final Optional<double[]> spacing;
  private final Optional<Path> source;
  private final Optional<String> sha256;

  private Scan(
      int[] shape,
      AxisOrder order,
      Voxels voxels,
      Optional<Affine> affine,
      Optional<double[]> spacing,
      Optional<Path> source,
      Optional<String> sha256) {
    this.shape = shape;
    this.order = order;
    this.voxels = voxels;
    this.affine = affine;
    this.spacing = spacing;
    this.source = source;
    this.sha256 = sha256;
  }

  /**
   * A scan of unknown grid and origin.
   *
   * @param shape sizes of the axes, each at least 1
   * @param order which axis runs fastest
   * @param voxels as many as the shape has places
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static Scan of(int[] shape, AxisOrder order, Voxels voxels) {
    long count = 1;
    for (int size : shape) {
      count = size < 1 || count > Integer.MAX_VALUE ? -1 : count * size;
    }
    if (count != voxels.size()) {
      throw new IllegalArgumentException(
          voxels.size() + " voxels for the shape " + Arrays.toString(shape));
    }
    Optional<Affine> none = Optional.empty();
    return new Scan(
        shape.clone(), order, voxels, none, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same scan on a grid of the patient; the spacing of the first three axes is that of the
   * affine, of further ones 1.
   *
   * @throws IllegalArgumentException if it has fewer than three axes
   */
  public Scan withAffine(Affine grid) {
    if (rank() < 3) {
      throw new IllegalArgumentException("an affine for " + rank() + " axes");
    }
    double[] steps = Arrays.copyOf(grid.spacing(), rank());
    Arrays.fill(steps, 3, rank(), 1);
    return new Scan(shape, order, voxels, Optional.of(grid), Optional.of(steps), source, sha256);
  }

  /**
   * The same scan with known distances between neighbours.
   *
   * @param steps one number an axis: mm for the first three, the file's own unit (seconds, mostly)
   *     beyond
   * @throws IllegalArgumentException if there are too few or one is not positive and finite
   */
  public Scan withSpacing(double... steps) {
    boolean sane = Arrays.stream(steps).allMatch(s -> s > 0 && Double.isFinite(s));
    if (steps.length != rank() || !sane) {
      throw new IllegalArgumentException(
          "spacing " + Arrays.toString(steps) + " for the shape " + Arrays.toString(shape));
    }
    return new Scan(shape, order, voxels, affine, Optional.of(steps.clone()), source, sha256);
  }

  /** The same grid and origin with other voxels. */
  public Scan withVoxels(Voxels others) {
    if (others.size() != voxels.size()) {
      throw new IllegalArgumentException(others.size() + " voxels for " + voxels.size());
    }
    return new Scan(shape, order, others, affine, spacing, source, sha256);
  }

  /**
   * The same scan with its origin.
   *
   * @param path of the file
   * @param hash SHA-256 of the file's bytes as 64 hexadecimal digits
   */
  public Scan withSource(Path path, String hash) {
    return new Scan(shape, order, voxels, affine, spacing, Optional.of(path), Optional.of(hash));
  }

  /** Sizes of the axes; a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many axes. */
  public int rank() {
    return shape.length;
  }

  /** Which axis runs fastest through {@link #voxels()}. */
  public AxisOrder order() {
    return order;
  }

  /** The numbers in the order of the file. */
  public Voxels voxels() {
    return voxels;
  }

  /** From indices of the first three axes to mm in the patient; empty where the file is silent. */
  public Optional<Affine> affine() {
    return affine;
  }

  /**
   * Distance between neighbours, one number an axis: mm for the first three, the file's own unit
   * beyond; empty where the file is silent. A copy.
   */
  public Optional<double[]> spacing() {
    return spacing.map(double[]::clone);
  }

  /** The file it was read from. */
  public Optional<Path> source() {
    return source;
  }

  /** SHA-256 of the bytes of that file as 64 hexadecimal digits. */
  public Optional<String> sha256() {
    return sha256;
  }

  /**
   * A value, scaled as the file says.
   *
   * @param index one number an axis
   */
  public double at(int... index) {
    if (index.length != rank()) {
      throw new IndexOutOfBoundsException(index.length + " indices for " + rank() + " axes");
    }
    int[] strides = order.strides(shape);
    int place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      place += Objects.checkIndex(index[axis], shape[axis]) * strides[axis];
    }
    return voxels.at(place);
  }

  /**
   * All values in single precision; a new array.
   *
   * @param wanted which axis is to run fastest through the array
   */
  public float[] floats(AxisOrder wanted) {
    return inOrder(wanted).voxels.toFloats();
  }

  /**
   * The same scan with its voxels laid out in an order; itself if they are.
   *
   * @param wanted which axis is to run fastest
   */
  public Scan inOrder(AxisOrder wanted) {
    if (wanted == order) {
      return this;
    }
    Voxels moved = rank() < 2 ? voxels : voxels.reordered(wanted, order, shape);
    return new Scan(shape, wanted, moved, affine, spacing, source, sha256);
  }

  /**
   * The same voxels with the list of axes reversed and the other order: {@code [z, y, x]} of an
   * HDF5 file as {@code [x, y, z]} of a NIfTI file. Nothing is copied.
   *
   * @throws IllegalArgumentException if it has an affine and more than three axes
   */
  public Scan reversed() {
    if (affine.isPresent() && rank() != 3) {
      throw new IllegalArgumentException("reversing " + rank() + " axes with an affine");
    }
    AxisOrder other =
        order == AxisOrder.FIRST_FASTEST ? AxisOrder.LAST_FASTEST : AxisOrder.FIRST_FASTEST;
    int[] sizes = new int[rank()];
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] = shape[sizes.length - 1 - axis];
    }
    return new Scan(
        sizes,
        other,
        voxels,
        affine.map(Affine::reversed),
        spacing.map(Scan::reverse),
        source,
        sha256);
  }

  private static double[] reverse(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[out.length - 1 - i];
    }
    return out;
  }

  /** The same scan without axes of size 1 behind the third: a 4-D scan of one time point as 3-D. */
  public Scan squeezed() {
    int wanted = rank();
    while (wanted > 3 && shape[wanted - 1] == 1) {
      wanted--;
    }
    int[] smaller = Arrays.copyOf(shape, wanted);
    return new Scan(
        smaller,
        order,
        voxels,
        affine,
        spacing.map(s -> Arrays.copyOf(s, smaller.length)),
        source,
        sha256);
  }

  /**
   * All values as classes, unsigned bytes; a new array.
   *
   * @param wanted which axis is to run fastest through the array
   * @param classes how many there are, at most 256; values must be 0 to {@code classes - 1}
   * @throws UserException if a value is no class
   */
  public byte[] labels(AxisOrder wanted, int classes) {
    Voxels values = inOrder(wanted).voxels;
    int wrong = values.firstBeyond(classes);
    if (wrong >= 0) {
      String shown = values.shown(wrong);
      throw new UserException(
          "%s holds %s as a label, but labels must be the classes 0 to %d."
              .formatted(source.map(Path::toString).orElse("The label map"), shown, classes - 1));
    }
    return values.toBytes();
  }

  /**
   * The scan at one place of its last axis, one axis fewer: a time point of a 4-D scan. Grid and
   * origin stay.
   *
   * @param place along the last axis
   * @throws IllegalArgumentException if it has fewer than four axes or its last is not the slowest
   */
  public Scan frame(int place) {
    if (rank() < 4 || order != AxisOrder.FIRST_FASTEST) {
      throw new IllegalArgumentException("a frame of " + Arrays.toString(shape));
    }
    Objects.checkIndex(place, shape[rank() - 1]);
    int count = voxels.size() / shape[rank() - 1];
    int[] smaller = Arrays.copyOf(shape, rank() - 1);
    return new Scan(
        smaller,
        order,
        voxels.part(place * count, count),
        affine,
        spacing.map(s -> Arrays.copyOf(s, smaller.length)),
        source,
        sha256);
  }

  @Override
  public String toString() {
    return "Scan" + Arrays.toString(shape) + " of " + voxels.type().label();
  }
}
