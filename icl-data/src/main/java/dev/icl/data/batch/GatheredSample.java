package dev.icl.data.batch;

import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.Optional;

/** Images whose voxels are those of a sample in another order. */
final class GatheredSample {
  private GatheredSample() {}

  /**
   * An image in arrays of its own.
   *
   * @param sample whose voxels it takes
   * @param gather for each voxel of the image, in C order, its place in the sample; −1 for one that
   *     is 0
   * @param shape of the image
   * @param withLabel whether it is to have a label map; the sample must have one then
   */
  static Sample of(Sample sample, int[] gather, Shape shape, boolean withLabel) {
    float[] image = new float[sample.channels() * gather.length];
    for (int c = 0, at = 0; c < sample.channels(); c++) {
      int first = c * sample.voxels();
      for (int i = 0; i < gather.length; i++, at++) {
        image[at] = gather[i] < 0 ? 0 : sample.image()[first + gather[i]];
      }
    }
    return sample.moved(
        shape,
        image,
        withLabel ? Optional.of(label(sample.label().orElseThrow(), gather)) : Optional.empty());
  }

  private static byte[] label(byte[] label, int[] gather) {
    byte[] out = new byte[gather.length];
    for (int i = 0; i < gather.length; i++) {
      out[i] = gather[i] < 0 ? 0 : label[gather[i]];
    }
    return out;
  }
}
