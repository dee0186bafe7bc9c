package dev.icl.data.augment;

import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;

/** Patches for tests. */
final class Patches {
  static final SampleId ID = new SampleId("patch", "patient");

  private Patches() {}

  /** Intensities and labels 0, 1, 2, ... */
  static Sample counting(int... sizes) {
    byte[] label = new byte[COrder.count(sizes)];
    for (int i = 0; i < label.length; i++) {
      label[i] = (byte) i;
    }
    return labeled(sizes, label);
  }

  /** Intensities that equal the labels. */
  static Sample labeled(int[] sizes, byte[] label) {
    float[] image = new float[label.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = label[i];
    }
    return Sample.of(ID, sizes, image).withLabel(label);
  }

  /** A smooth image of values from 0 to 1 with two classes, half each. */
  static Sample smooth(int... sizes) {
    int count = COrder.count(sizes);
    float[] image = new float[count];
    byte[] label = new byte[count];
    for (int i = 0; i < count; i++) {
      image[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.05));
      label[i] = (byte) (i < count / 2 ? 1 : 3);
    }
    return Sample.of(ID, sizes, image).withLabel(label);
  }
}
