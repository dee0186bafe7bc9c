package dev.icl.data.preprocess;

import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.Random;

/** Scans on grids that run any way, and a field that is linear in the patient. */
abstract class GridScans {
  static final List<String> ORIENTATIONS =
      List.of("RAS", "LPS", "LAI", "ARS", "SPL", "IRP", "PSR", "SLA");

  static int[] randomShape(Random random) {
    return new int[] {1 + random.nextInt(9), 1 + random.nextInt(9), 1 + random.nextInt(9)};
  }

  /** A scan of distinct values whose axes run any way, a little oblique. */
  static Scan random(Random random, int[] shape) {
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    Affine ras = Affine.ofSpacing(0.5 + random.nextDouble(), 1 + random.nextDouble(), 2.5);
    String codes = ORIENTATIONS.get(random.nextInt(ORIENTATIONS.size()));
    double[] rows =
        new ScanPreparation(Settings.NONE.withOrientation(codes).config())
            .apply(
                Scan.of(Shape.of(1, 1, 1), AxisOrder.FIRST_FASTEST, Voxels.of(1)).withAffine(ras))
            .image()
            .affine()
            .orElseThrow()
            .rows();
    for (int i = 0; i < 12; i++) {
      rows[i] += 0.05 * random.nextDouble();
    }
    AxisOrder order = AxisOrder.values()[random.nextInt(2)];
    return Scan.of(Shape.of(shape), order, Voxels.of(values)).withAffine(Affine.ofRows(rows));
  }

  static Scan ramp(int[] shape, double... spacing) {
    float[] values = new float[shape[0] * shape[1] * shape[2]];
    for (int k = 0, at = 0; k < shape[2]; k++) {
      for (int j = 0; j < shape[1]; j++) {
        for (int i = 0; i < shape[0]; i++, at++) {
          values[at] = (float) (i * spacing[0] + 10 * j * spacing[1] + 100 * k * spacing[2]);
        }
      }
    }
    return Scan.of(Shape.of(shape), AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(Affine.ofSpacing(spacing[0], spacing[1], spacing[2]));
  }
}
