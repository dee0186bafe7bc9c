package dev.icl.data.scan;

import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Scans with other lists of axes: in the reverse order, or without some of them. */
final class ScanAxes {
  private ScanAxes() {}

  /** {@link Scan#reversed()}. */
  static Scan reversed(Scan scan) {
    if (scan.affine().isPresent() && scan.rank() != 3) {
      throw new IllegalArgumentException("reversing " + scan.rank() + " axes with an affine");
    }
    AxisOrder other =
        scan.order() == AxisOrder.FIRST_FASTEST ? AxisOrder.LAST_FASTEST : AxisOrder.FIRST_FASTEST;
    return new Scan(
        scan.shape().reversed(),
        other,
        scan.voxels(),
        scan.affine().map(Affine::reversed),
        scan.spacing().map(ScanAxes::reversed),
        scan.origin().with(scan.forms().filter(f -> scan.rank() == 3).map(StoredForms::reversed)));
  }

  private static double[] reversed(double[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[out.length - 1 - i];
    }
    return out;
  }

  /** {@link Scan#squeezed()}. */
  static Scan squeezed(Scan scan) {
    int least = scan.order() == AxisOrder.FIRST_FASTEST || scan.affine().isPresent() ? 3 : 0;
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < scan.rank(); axis++) {
      kept.add(axis);
    }
    for (int axis = scan.rank() - 1; axis >= least && kept.size() > 3; axis--) {
      if (scan.shape().dim(axis) == 1) {
        kept.remove(axis);
      }
    }
    return new Scan(
        Shape.of(kept.stream().map(scan.shape()::dim).toList()),
        scan.order(),
        scan.voxels(),
        scan.affine(),
        scan.spacing().map(s -> kept.stream().mapToDouble(axis -> s[axis]).toArray()),
        scan.origin());
  }

  /** {@link Scan#frame(int)}. */
  static Scan frame(Scan scan, int place) {
    if (scan.rank() < 4 || scan.order() != AxisOrder.FIRST_FASTEST) {
      throw new IllegalArgumentException("a frame of " + scan.shape());
    }
    int frames = scan.shape().dim(-1);
    Objects.checkIndex(place, frames);
    int count = scan.voxels().size() / frames;
    Shape smaller = scan.shape().slice(0, scan.rank() - 1);
    return new Scan(
        smaller,
        scan.order(),
        scan.voxels().part(place * count, count),
        scan.affine(),
        scan.spacing().map(s -> Arrays.copyOf(s, smaller.rank())),
        scan.origin());
  }
}
