package dev.icl.data.augment;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.COrder;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;

/** Patches for tests. */
final class Patches {
  static final SampleId ID = new SampleId("patch", "patient");

  private Patches() {}

  /** Intensities and labels 0, 1, 2, ... */
  static Sample counting(int... sizes) {
    return counting(Shape.of(sizes));
  }

  /** The same of a shape. */
  static Sample counting(Shape shape) {
    byte[] label = new byte[COrder.count(shape)];
    for (int i = 0; i < label.length; i++) {
      label[i] = (byte) i;
    }
    return labeled(shape, label);
  }

  /** Intensities that equal the labels. */
  static Sample labeled(Shape shape, byte[] label) {
    float[] image = new float[label.length];
    for (int i = 0; i < image.length; i++) {
      image[i] = label[i];
    }
    return Sample.of(ID, shape, image).withLabel(label);
  }

  /** A smooth image of values from 0 to 1 with two classes, half each. */
  static Sample smooth(int... sizes) {
    Shape shape = Shape.of(sizes);
    int count = COrder.count(shape);
    float[] image = new float[count];
    byte[] label = new byte[count];
    for (int i = 0; i < count; i++) {
      image[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.05));
      label[i] = (byte) (i < count / 2 ? 1 : 3);
    }
    return Sample.of(ID, shape, image).withLabel(label);
  }
}
