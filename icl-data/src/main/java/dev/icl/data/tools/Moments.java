package dev.icl.data.tools;

import dev.icl.data.scan.Voxels;

/** Moments of a scan's intensities, in double precision. */
record Moments(double min, double max, double mean, double std) {
  static Moments of(Voxels voxels) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (int i = 0; i < voxels.size(); i++) {
      double value = voxels.at(i);
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
    }
    double mean = sum / voxels.size();
    double squares = 0;
    for (int i = 0; i < voxels.size(); i++) {
      double off = voxels.at(i) - mean;
      squares += off * off;
    }
    return new Moments(min, max, mean, Math.sqrt(squares / voxels.size()));
  }
}
