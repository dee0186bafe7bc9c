package dev.icl.data.scan;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One array of a file: voxels of the file's own type, their grid in the patient, and their origin.
 * Immutable.
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
  private static final Optional<StoredForms> NO_FORMS = Optional.empty();

  private final Shape shape;
  private final AxisOrder order;
  private final Voxels voxels;
  private final Optional<Affine> affine;
  private final Optional<double[]> spacing;
  private final ScanOrigin origin;

  /** Checks nothing: the sizes, the voxels and the spacing must agree. */
  Scan(
      Shape shape,
      AxisOrder order,
      Voxels voxels,
      Optional<Affine> affine,
      Optional<double[]> spacing,
      ScanOrigin origin) {
    this.shape = shape;
    this.order = order;
    this.voxels = voxels;
    this.affine = affine;
    this.spacing = spacing;
    this.origin = origin;
  }

  /**
   * A scan of unknown grid and origin, of voxels that are in memory.
   *
   * @param shape sizes of the axes, each at least 1
   * @param order the axis that runs fastest
   * @param voxels as many as the shape has places
   * @throws IllegalArgumentException if there are more or fewer, or a size is 0
   */
  public static Scan of(Shape shape, AxisOrder order, Voxels voxels) {
    long count = 1;
    for (int axis = 0; axis < shape.rank() && count > 0 && count <= Integer.MAX_VALUE; axis++) {
      count *= shape.dim(axis);
    }
    if (count < 1 || count != voxels.size()) {
      throw new IllegalArgumentException(voxels.size() + " voxels for the shape " + shape);
    }
    return new Scan(shape, order, voxels, Optional.empty(), Optional.empty(), ScanOrigin.UNKNOWN);
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
    return new Scan(
        shape, order, voxels, Optional.of(grid), Optional.of(steps), origin.with(NO_FORMS));
  }

  /**
   * The same scan with known distances between neighbours.
   *
   * @param steps one number per axis: mm for the first three, the file's own unit (seconds, mostly)
   *     beyond
   * @throws IllegalArgumentException if there are too few or one is not positive and finite
   */
  public Scan withSpacing(double... steps) {
    boolean sane = Arrays.stream(steps).allMatch(s -> s > 0 && Double.isFinite(s));
    if (steps.length != rank() || !sane) {
      throw new IllegalArgumentException(
          "spacing " + Arrays.toString(steps) + " for the shape " + shape);
    }
    return new Scan(
        shape, order, voxels, affine, Optional.of(steps.clone()), origin.with(NO_FORMS));
  }

  /** The same grid and origin with other voxels. */
  public Scan withVoxels(Voxels others) {
    if (others.size() != voxels.size()) {
      throw new IllegalArgumentException(others.size() + " voxels for " + voxels.size());
    }
    return new Scan(shape, order, others, affine, spacing, origin);
  }

  /**
   * The same scan with its origin.
   *
   * @param path of the file
   * @param hash SHA-256 of the file's bytes as 64 hexadecimal digits
   */
  public Scan withSource(Path path, String hash) {
    return new Scan(shape, order, voxels, affine, spacing, origin.with(path, hash));
  }

  /**
   * The same scan with its grid as a NIfTI header states it, which counts where one is written.
   *
   * @param forms of the same grid; another grid given afterwards drops them
   */
  public Scan withForms(StoredForms forms) {
    return new Scan(shape, order, voxels, affine, spacing, origin.with(Optional.of(forms)));
  }

  /**
   * The same scan with what was decided about it.
   *
   * @param notes clauses for people that leave the scan's name out, such as {@code the header tells
   *     no orientation}
   */
  public Scan withNotes(List<String> notes) {
    return new Scan(shape, order, voxels, affine, spacing, origin.with(notes));
  }

  /** Sizes of the axes. */
  public Shape shape() {
    return shape;
  }

  /** The number of axes. */
  public int rank() {
    return shape.rank();
  }

  /** The axis that runs fastest through {@link #voxels()}. */
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
   * Distance between neighbours, one number per axis: mm for the first three, the file's own unit
   * beyond; empty where the file is silent. A copy.
   */
  public Optional<double[]> spacing() {
    return spacing.map(double[]::clone);
  }

  /** The origin, and what was decided about it. */
  ScanOrigin origin() {
    return origin;
  }

  /** The file it was read from. */
  public Optional<Path> source() {
    return origin.source();
  }

  /** SHA-256 of the bytes of that file as 64 hexadecimal digits. */
  public Optional<String> sha256() {
    return origin.sha256();
  }

  /** The grid as the header of its NIfTI file states it, where it is from one. */
  public Optional<StoredForms> forms() {
    return origin.forms();
  }

  /** The decisions taken where the file is silent or contradicts itself, for people. */
  public List<String> notes() {
    return origin.notes();
  }

  /**
   * A value, scaled as the file says.
   *
   * @param index one number per axis
   */
  public double at(int... index) {
    if (index.length != rank()) {
      throw new IndexOutOfBoundsException(index.length + " indices for " + rank() + " axes");
    }
    int[] strides = order.strides(shape.toArray());
    int place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      place += Objects.checkIndex(index[axis], shape.dim(axis)) * strides[axis];
    }
    return voxels.at(place);
  }

  /**
   * All values in single precision; a new array.
   *
   * @param wanted the axis that is to run fastest through the array
   */
  public float[] floats(AxisOrder wanted) {
    return inOrder(wanted).voxels.toFloats();
  }

  /**
   * The same scan with its voxels laid out in an order; itself if they are.
   *
   * @param wanted the axis that is to run fastest
   */
  public Scan inOrder(AxisOrder wanted) {
    if (wanted == order) {
      return this;
    }
    Voxels moved = rank() < 2 ? voxels : voxels.reordered(wanted, order, shape.toArray());
    return new Scan(shape, wanted, moved, affine, spacing, origin);
  }

  /**
   * The same voxels with the list of axes reversed and the other order: {@code [z, y, x]} of an
   * HDF5 file as {@code [x, y, z]} of a NIfTI file. Nothing is copied.
   *
   * @throws IllegalArgumentException if it has an affine and more than three axes
   */
  public Scan reversed() {
    return ScanAxes.reversed(this);
  }

  /**
   * The same scan with three axes, where those beyond are of size 1: a 4-D scan of one time point,
   * or an array with an axis for its one channel. Axes go from the end of the list. Where the first
   * runs fastest the first three are places and stay; where the last does (HDF5), any may go.
   */
  public Scan squeezed() {
    return ScanAxes.squeezed(this);
  }

  /**
   * All values as classes, unsigned bytes; a new array.
   *
   * @param wanted the axis that is to run fastest through the array
   * @param classes the number of classes, at most 256; values must be 0 to {@code classes - 1}
   * @throws UserException if a value is no class
   */
  public byte[] labels(AxisOrder wanted, int classes) {
    Voxels values = inOrder(wanted).voxels;
    int wrong = values.firstBeyond(classes);
    if (wrong >= 0) {
      String shown = values.shown(wrong);
      throw new UserException(
          "%s holds %s as a label, but labels must be the classes 0 to %d."
              .formatted(source().map(Path::toString).orElse("The label map"), shown, classes - 1));
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
    return ScanAxes.frame(this, place);
  }

  /** The scan itself; where a fourth axis counts channels last, the first of them. */
  public Scan firstFrame() {
    return rank() > 3 && order == AxisOrder.FIRST_FASTEST ? frame(0) : this;
  }

  /** The number of planes along the third axis; 1 if there is none. */
  public int planes() {
    return rank() == 3 ? shape.dim(2) : 1;
  }

  @Override
  public String toString() {
    return "Scan" + shape + " of " + voxels.type().label();
  }
}
