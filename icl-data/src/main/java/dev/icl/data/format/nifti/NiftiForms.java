package dev.icl.data.format.nifti;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Quaternion;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.StoredForms;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A scan's grid as the fields of a header: those of the file that it is from, where that was NIfTI;
 * otherwise as matrix, and as quaternion too where there is no shear, which quaternions cannot
 * tell. Without an affine both codes are 0.
 */
final class NiftiForms {
  /** Millimetres and seconds. */
  private static final int UNITS = 2 | 8;

  private static final int SCANNER = 1;

  private NiftiForms() {}

  static StoredForms of(Scan scan) {
    return scan.forms().orElseGet(() -> made(scan));
  }

  private static StoredForms made(Scan scan) {
    double[] steps = scan.spacing().orElse(new double[0]);
    double[] pixdim = new double[8];
    Arrays.fill(pixdim, 1);
    System.arraycopy(steps, 0, pixdim, 1, steps.length);
    Optional<Quaternion> rotation = scan.affine().map(Quaternion::of);
    pixdim[0] = rotation.filter(Quaternion::flipped).isPresent() ? -1 : 1;
    rotation = rotation.filter(Quaternion::exact);
    return new StoredForms(
        UNITS,
        rotation.isPresent() ? SCANNER : 0,
        scan.affine().isPresent() ? SCANNER : 0,
        list(pixdim),
        rotation.map(Quaternion::fields).orElse(Collections.nCopies(6, 0.0)),
        list(scan.affine().map(Affine::rows).orElse(new double[12])));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
