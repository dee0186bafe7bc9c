package dev.icl.data.catalog;

import dev.icl.data.model.Volume;

/** A transformation of a volume before it is cut into slices: a pure function. */
@FunctionalInterface
public interface Preprocessing {
  /** Volumes as they are stored. */
  Preprocessing NONE = volume -> volume;

  /**
   * Intensities from [least, greatest] of the volume to [0, 1]; a volume of one intensity becomes
   * 0. What SSL4MIS did to the scans of ACDC.
   */
  Preprocessing MIN_MAX = volume -> volume.withImage(rescaled(volume.image()));

  /** The volume after it; its name, patient and label map may change only with its grid. */
  Volume apply(Volume volume);

  /**
   * Intensities from [low, high] to [0, 1]; what is outside is cut off.
   *
   * @param low in the unit of the scan, HU for CT
   * @param high above {@code low}
   */
  static Preprocessing window(double low, double high) {
    if (!(high > low)) {
      throw new IllegalArgumentException("window from " + low + " to " + high);
    }
    return volume -> volume.withImage(mapped(volume.image(), low, high));
  }

  private static float[] rescaled(float[] image) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : image) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return least < most ? mapped(image, least, most) : new float[image.length];
  }

  private static float[] mapped(float[] image, double low, double high) {
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.min(1, Math.max(0, (image[i] - low) / (high - low)));
    }
    return out;
  }
}
