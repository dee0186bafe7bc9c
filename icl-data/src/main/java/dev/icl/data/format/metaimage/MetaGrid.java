package dev.icl.data.format.metaimage;

import dev.icl.data.scan.Affine;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The grid of a header, in mm and in right, anterior, superior. The file's own space is left,
 * posterior, superior; row {@code i} of its matrix is the direction of axis {@code i}.
 */
final class MetaGrid {
  private static final String[] MATRIX = {"TransformMatrix", "Rotation", "Orientation"};
  private static final String[] OFFSET = {"Offset", "Position", "Origin"};
  private static final String[] SPACING = {"ElementSpacing", "ElementSize"};

  private final MetaHeader header;
  private final int rank;

  /**
   * @param rank the number of axes, channels excepted
   */
  MetaGrid(MetaHeader header, int rank) {
    this.header = header;
    this.rank = rank;
  }

  /**
   * A scan on the grid.
   *
   * @throws dev.icl.core.error.UserException if the grid is unusable
   */
  Scan on(Scan scan) {
    List<String> notes = new ArrayList<>();
    Optional<double[]> steps = named(SPACING, rank).map(this::positive);
    Optional<Affine> affine = affine(steps);
    if (affine.isEmpty()) {
      notes.add("the header tells no orientation (TransformMatrix)");
    }
    if (steps.isEmpty()) {
      notes.add("the header tells no voxel size (ElementSpacing)");
    }
    Scan placed = affine.isPresent() ? scan.withAffine(affine.get()) : scan;
    return (steps.isPresent() ? placed.withSpacing(filled(steps.get(), scan.rank())) : placed)
        .withNotes(notes);
  }

  private static double[] filled(double[] steps, int rank) {
    double[] all = Arrays.copyOf(steps, rank);
    Arrays.fill(all, Math.min(steps.length, rank), rank, 1);
    return all;
  }

  private double[] positive(double[] steps) {
    double[] out = new double[steps.length];
    for (int axis = 0; axis < steps.length; axis++) {
      out[axis] = Math.abs(steps[axis]);
      if (out[axis] == 0) {
        throw header.wrong(name(SPACING));
      }
    }
    return out;
  }

  /** The affine; empty where there is no matrix, no voxel size, or fewer than three axes. */
  private Optional<Affine> affine(Optional<double[]> steps) {
    Optional<double[]> matrix = named(MATRIX, rank * rank);
    double[] offset = named(OFFSET, rank).orElse(new double[rank]);
    if (matrix.isEmpty() || steps.isEmpty() || rank < 3) {
      return Optional.empty();
    }
    double[] rows = new double[12];
    for (int r = 0; r < 3; r++) {
      int sign = r < 2 ? -1 : 1;
      for (int c = 0; c < 3; c++) {
        rows[4 * r + c] = sign * matrix.get()[c * rank + r] * steps.get()[c];
      }
      rows[4 * r + 3] = sign * offset[r];
    }
    try {
      return Optional.of(Affine.ofRows(rows));
    } catch (IllegalArgumentException e) {
      throw header.wrong(name(MATRIX));
    }
  }

  private Optional<double[]> named(String[] names, int count) {
    if (header.text(names).isEmpty()) {
      return Optional.empty();
    }
    double[] numbers = header.numbers(name(names));
    if (numbers.length != count) {
      throw header.wrong(name(names));
    }
    return Optional.of(numbers);
  }

  /** The name that the header has for a field of several. */
  private String name(String[] names) {
    return Arrays.stream(names).filter(n -> header.text(n).isPresent()).findFirst().orElseThrow();
  }
}
