package dev.icl.data.format.nifti;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The grid of a header, in mm. Axes and offset are those of the matrix (sform) if its code is
 * positive, else those of the quaternion (qform) if its code is; with both codes 0 no orientation
 * is given. The steps are those of pixdim, as ITK takes them, also where the matrix has another
 * scale; only where pixdim has none do those of the matrix count. A form without an inverse is
 * passed over. Whatever was decided is noted.
 */
final class NiftiGrid {
  private static final double MM_PER_METRE = 1000;
  private static final double MM_PER_MICRON = 0.001;

  /** Steps of matrix and pixdim that differ by less, as a share, differ by rounding. */
  private static final double SAME_STEP = 1e-3;

  private static final double SAME_PLACE_MM = 1e-2;

  private final NiftiHeader header;
  private final StoredForms forms;
  private final List<String> notes = new ArrayList<>();

  NiftiGrid(NiftiHeader header) {
    this.header = header;
    this.forms = header.forms();
  }

  /** The scan on the grid, with forms and notes. */
  Scan on(Scan scan) {
    double unit = millimetres();
    Optional<double[]> steps = steps(unit);
    Optional<Affine> sform = usable("sform", forms.sformCode(), forms.sform(), unit);
    Optional<Affine> qform = usable("qform", forms.qformCode(), forms.qform(), unit);
    Optional<Affine> affine = sform.flatMap(s -> scaled(s, steps)).or(() -> qform);
    if (affine.isPresent()
        && qform.isPresent()
        && !affine.get().closeTo(qform.get(), SAME_PLACE_MM)) {
      notes.add(
          "sform and qform differ: the sform counts, and label maps written for it keep both");
    }
    if (forms.sformCode() <= 0 && forms.qformCode() <= 0) {
      notes.add("the header tells no orientation (the codes of sform and qform are 0)");
    }
    Optional<double[]> spacing = affine.map(Affine::spacing).or(() -> steps);
    if (spacing.isEmpty()) {
      notes.add("the header tells no voxel size (pixdim)");
    }
    Scan placed = affine.isPresent() ? scan.withAffine(affine.get()) : scan;
    if (spacing.isPresent()) {
      placed = placed.withSpacing(withTime(spacing.get(), scan.rank()));
    }
    return placed.withForms(forms).withNotes(notes);
  }

  private double millimetres() {
    switch (forms.units() & 7) {
      case 1 -> {
        notes.add("the header gives lengths in metres, which become mm");
        return MM_PER_METRE;
      }
      case 3 -> {
        notes.add("the header gives lengths in micrometres, which become mm");
        return MM_PER_MICRON;
      }
      default -> {
        return 1;
      }
    }
  }

  /** The first three steps of pixdim; empty unless all are known. */
  private Optional<double[]> steps(double unit) {
    double[] steps = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      double step = Math.abs(forms.pixdim().get(axis + 1)) * unit;
      // an axis that the file does not have needs no step
      boolean absent = axis >= header.dim()[0] && !sane(step);
      steps[axis] = absent ? 1 : step;
      if (!sane(steps[axis])) {
        return Optional.empty();
      }
    }
    return Optional.of(steps);
  }

  private static boolean sane(double step) {
    return step > 0 && Double.isFinite(step);
  }

  private Optional<Affine> usable(String name, int code, Optional<Affine> form, double unit) {
    if (code <= 0) {
      return Optional.empty();
    }
    Optional<Affine> inMillimetres = form.flatMap(f -> inUnit(f, unit));
    if (inMillimetres.isEmpty()) {
      notes.add("the %s has no inverse and is passed over".formatted(name));
    }
    return inMillimetres;
  }

  private static Optional<Affine> inUnit(Affine form, double unit) {
    try {
      return Optional.of(Affine.ofRows(Arrays.stream(form.rows()).map(v -> v * unit).toArray()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A matrix with the steps of pixdim. */
  private Optional<Affine> scaled(Affine sform, Optional<double[]> steps) {
    if (steps.isEmpty()) {
      notes.add("the voxel size is that of the sform, since pixdim has none");
      return Optional.of(sform);
    }
    double[] now = sform.spacing();
    double[] wanted = steps.get();
    boolean same = true;
    for (int axis = 0; axis < 3; axis++) {
      same &= Math.abs(now[axis] - wanted[axis]) <= SAME_STEP * wanted[axis];
    }
    if (same) {
      return Optional.of(sform);
    }
    notes.add("the voxel size is that of pixdim, as in ITK, since the sform has another scale");
    try {
      return Optional.of(sform.withSpacing(wanted));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** With the steps behind the third, in the file's own unit; 1 where they make no sense. */
  private double[] withTime(double[] spacing, int rank) {
    double[] all = Arrays.copyOf(spacing, rank);
    for (int axis = 3; axis < rank; axis++) {
      double step = Math.abs(forms.pixdim().get(axis + 1));
      all[axis] = sane(step) ? step : 1;
    }
    return all;
  }
}
