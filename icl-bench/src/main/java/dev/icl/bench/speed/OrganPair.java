package dev.icl.bench.speed;

import dev.icl.data.metrics.LabelMap;

/**
 * A large lobed organ with a rough surface and an imperfect segmentation of it, on a scan of a
 * given size: it spans three fifths of every axis, as a liver does in an abdominal scan.
 */
record OrganPair(LabelMap prediction, LabelMap reference) {
  private static final double SEMI_AXIS = 0.27;
  private static final double LOBES = 0.3;
  private static final double ROUGHNESS = 0.06;

  static OrganPair of(int slices, int height, int width) {
    int[] sizes = {slices, height, width};
    return new OrganPair(map(sizes, 0.51, 0.9), map(sizes, 0.5, 0.0));
  }

  /**
   * @param center of the organ as a share of every axis
   * @param phase of its roughness
   */
  private static LabelMap map(int[] sizes, double center, double phase) {
    byte[] labels = new byte[sizes[0] * sizes[1] * sizes[2]];
    int i = 0;
    for (int z = 0; z < sizes[0]; z++) {
      double w = place(z, sizes[0], center);
      for (int y = 0; y < sizes[1]; y++) {
        double v = place(y, sizes[1], center);
        for (int x = 0; x < sizes[2]; x++, i++) {
          labels[i] = inside(w, v, place(x, sizes[2], center), phase) ? (byte) 1 : 0;
        }
      }
    }
    return LabelMap.volume(sizes[0], sizes[1], sizes[2], labels);
  }

  /** −1 to 1 within the semi-axis. */
  private static double place(int voxel, int size, double center) {
    return ((voxel + 0.5) / size - center) / SEMI_AXIS;
  }

  private static boolean inside(double w, double v, double u, double phase) {
    double lobed = u * u + v * v + w * w - LOBES * (u * v + v * w * w - u * u * u * w);
    if (Math.abs(lobed - 1) > ROUGHNESS) {
      return lobed < 1;
    }
    double rough = Math.sin(9 * u + phase) * Math.sin(8 * v) * Math.sin(7 * w + phase);
    return lobed < 1 + ROUGHNESS * rough;
  }
}
