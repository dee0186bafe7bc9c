package dev.icl.data.phantom;

import dev.icl.core.tensor.Shape;
import dev.icl.data.phantom.Abdomen.Body;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import java.util.Arrays;
import java.util.List;

/**
 * Images one patient: each voxel is the mean of {@value #PLANES} × {@value #EDGE}² points (partial
 * volume), times the coil's sensitivity, as magnitude of a complex signal with noise (Rician). A
 * voxel's class is that of most of its points. Points are painted plane by plane, ellipsoid by
 * ellipsoid and row by row, which takes much less time than to ask each point for its tissue.
 */
@SuppressWarnings("EnumOrdinal") // the tissue of a point is a byte
final class AbdomenScanner {
  private static final int PLANES = 3;
  private static final int EDGE = 2;
  private static final int CLASSES = 4;

  /** Bits of a count in the votes of a voxel; the classes lie side by side. */
  private static final int BITS = 16;

  private static final int[] LABELS =
      Arrays.stream(Organ.values()).mapToInt(Organ::label).toArray();

  private final AbdomenPatient patient;
  private final AbdomenScan scan;
  private final double[][] intensities;
  private final int rows;
  private final int columns;
  private final byte[] plane;
  private final double[][] sums;
  private final long[] votes;

  AbdomenScanner(AbdomenPatient patient) {
    this.patient = patient;
    this.scan = patient.acquisition();
    this.intensities = patient.contrast().intensities();
    this.rows = EDGE * scan.height();
    this.columns = EDGE * scan.width();
    this.plane = new byte[rows * columns];
    this.sums = new double[intensities.length][scan.height() * scan.width()];
    this.votes = new long[scan.height() * scan.width()];
  }

  Sample scan() {
    int channels = intensities.length;
    int voxels = scan.voxels();
    int slice = scan.height() * scan.width();
    float[] image = new float[channels * voxels];
    byte[] label = new byte[voxels];
    double[] along = scan.sensitivity(0, scan.slices());
    double[] within = withinSlice();
    Draw[] noise = new Draw[channels];
    Arrays.setAll(noise, c -> new Draw(patient.key().child("noise").child(c)));
    for (int s = 0; s < scan.slices(); s++) {
      sample(s);
      for (int i = 0; i < slice; i++) {
        label[s * slice + i] = (byte) winner(votes[i]);
        for (int c = 0; c < channels; c++) {
          double signal = sums[c][i] / (PLANES * EDGE * EDGE) * along[s] * within[i];
          image[c * voxels + s * slice + i] = Magnitudes.of(signal, scan.noise(), noise[c]);
        }
      }
    }
    for (int c = 0; c < channels; c++) {
      Magnitudes.normalize(image, c * voxels, voxels);
    }
    Shape shape = Shape.of(scan.slices(), scan.height(), scan.width());
    return Sample.of(new SampleId(patient.name(), patient.name()), channels, shape, image)
        .withLabel(label)
        .withSpacing(scan.spacing());
  }

  private double[] withinSlice() {
    double[] down = scan.sensitivity(1, scan.height());
    double[] across = scan.sensitivity(2, scan.width());
    double[] both = new double[scan.height() * scan.width()];
    Arrays.setAll(both, i -> down[i / scan.width()] * across[i % scan.width()]);
    return both;
  }

  /** Adds up the points of a slice. */
  private void sample(int slice) {
    Arrays.fill(votes, 0);
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int p = 0; p < PLANES; p++) {
      paint(millimetres(PLANES * slice + p, PLANES, scan.slices(), scan.spacing().fromLast(2)));
      for (int row = 0; row < rows; row++) {
        addRow(row * columns, row / EDGE * scan.width());
      }
    }
  }

  /**
   * Adds the points of a row to the voxels that they are in.
   *
   * @param point the first of the row
   * @param voxel the first of the row
   */
  private void addRow(int point, int voxel) {
    for (int column = 0; column < columns; column++) {
      int organ = plane[point + column];
      votes[voxel + column / EDGE] += 1L << BITS * LABELS[organ];
      for (int c = 0; c < sums.length; c++) {
        sums[c][voxel + column / EDGE] += intensities[c][organ];
      }
    }
  }

  private void paint(double z) {
    Arrays.fill(plane, (byte) Organ.AIR.ordinal());
    List<Body> bodies = patient.abdomen().bodies();
    for (Body body : bodies) {
      if (Math.abs(z - body.shape().z()) < body.shape().reachZ()) {
        paint(body.shape(), (byte) body.organ().ordinal(), z);
      }
    }
  }

  private void paint(Ellipsoid shape, byte organ, double z) {
    double down = scan.spacing().fromLast(1) / EDGE;
    double across = scan.spacing().fromLast(0) / EDGE;
    int first = Math.max(0, (int) Math.floor((shape.y() - shape.reachY()) / down + rows / 2.0));
    int last = Math.min(rows, (int) Math.ceil((shape.y() + shape.reachY()) / down + rows / 2.0));
    for (int row = first; row < last; row++) {
      double y = millimetres(row, EDGE, scan.height(), scan.spacing().fromLast(1));
      double half = shape.half(y, z) / across;
      double middle = shape.middle(y, z) / across + columns / 2.0 - 0.5;
      int from = Math.max(0, (int) Math.ceil(middle - half));
      int to = Math.min(columns, (int) Math.floor(middle + half) + 1);
      if (half >= 0 && from < to) {
        Arrays.fill(plane, row * columns + from, row * columns + to, organ);
      }
    }
  }

  /**
   * The place of a point along an axis, from its middle.
   *
   * @param point its number along the axis
   * @param points of a voxel
   * @param voxels of the axis
   * @param spacing of the voxels
   */
  private static double millimetres(int point, int points, int voxels, double spacing) {
    return ((point + 0.5) / points - voxels / 2.0) * spacing;
  }

  private static int winner(long votes) {
    int best = 0;
    for (int c = 1; c < CLASSES; c++) {
      if (count(votes, c) > count(votes, best)) {
        best = c;
      }
    }
    return best;
  }

  private static long count(long votes, int label) {
    return votes >> BITS * label & (1L << BITS) - 1;
  }
}
