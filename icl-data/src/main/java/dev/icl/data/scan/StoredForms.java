package dev.icl.data.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The grid of a scan as the fields of a NIfTI header state it, in two forms that need not agree: a
 * quaternion with the steps (qform) and a matrix (sform). Kept so that what is written on the grid
 * of a scan says of it what its file does, to the letter. Numbers are in the unit of the file.
 *
 * @param units code of the units of space and time
 * @param qformCode the space that the quaternion maps to; 0 if nothing
 * @param sformCode the space that the matrix maps to; 0 if nothing
 * @param pixdim handedness, then the steps along seven axes
 * @param quaternion b, c, d and the offsets x, y, z
 * @param srows the first three rows of the matrix, row by row
 */
public record StoredForms(
    int units,
    int qformCode,
    int sformCode,
    List<Double> pixdim,
    List<Double> quaternion,
    List<Double> srows) {
  /**
   * @throws IllegalArgumentException if there are not 8, 6 and 12 numbers
   */
  public StoredForms {
    pixdim = List.copyOf(pixdim);
    quaternion = List.copyOf(quaternion);
    srows = List.copyOf(srows);
    if (pixdim.size() != 8 || quaternion.size() != 6 || srows.size() != 12) {
      throw new IllegalArgumentException(pixdim + ", " + quaternion + ", " + srows);
    }
  }

  /** The matrix in the unit of the file, regardless of its code; empty if it has no inverse. */
  public Optional<Affine> sform() {
    return affine(srows);
  }

  /**
   * The matrix that quaternion, handedness and steps stand for, in the unit of the file, regardless
   * of its code; empty if it has no inverse.
   */
  public Optional<Affine> qform() {
    return affine(Quaternion.rows(quaternion, pixdim));
  }

  private static Optional<Affine> affine(List<Double> rows) {
    try {
      return Optional.of(Affine.ofRows(rows.stream().mapToDouble(v -> v).toArray()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same grid with its three axes listed in reverse. */
  StoredForms reversed() {
    List<Double> rows = new ArrayList<>(srows);
    for (int r = 0; r < 3; r++) {
      Collections.swap(rows, 4 * r, 4 * r + 2);
    }
    List<Double> steps = new ArrayList<>(pixdim);
    Collections.swap(steps, 1, 3);
    Optional<Affine> turned = qformCode > 0 ? qform().map(Affine::reversed) : Optional.empty();
    if (turned.isEmpty()) {
      return new StoredForms(units, 0, sformCode, steps, Collections.nCopies(6, 0.0), rows);
    }
    Quaternion rotation = Quaternion.of(turned.get());
    steps.set(0, rotation.flipped() ? -1.0 : 1.0);
    return new StoredForms(units, qformCode, sformCode, steps, rotation.fields(), rows);
  }
}
