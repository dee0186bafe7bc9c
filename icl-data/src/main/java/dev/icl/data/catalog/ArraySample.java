package dev.icl.data.catalog;

import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleId;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.SliceAxis;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes samples of arrays of three axes, slices in front. */
final class ArraySample {
  private ArraySample() {}

  /**
   * A sample with intensities as they are.
   *
   * @param id of the sample
   * @param channels arrays of one shape and order, at least one
   * @param label class of each voxel, of the same shape
   * @param axis of the file's list of axes that counts slices
   */
  static Sample of(SampleId id, List<Scan> channels, Optional<Scan> label, SliceAxis axis) {
    Scan first = channels.get(0);
    Slicing slicing = Slicing.of(first, axis);
    Sample sample =
        Sample.of(id, channels.size(), slicing.shape(), values(channels, slicing))
            .withLabel(label.map(l -> slicing.moved(l.inOrder(first.order()).voxels().toBytes())));
    return first.spacing().isPresent()
        ? sample.withSpacing(
            slicing.spacing(Arrays.copyOf(first.spacing().get(), 3), first.order()))
        : sample;
  }

  private static float[] values(List<Scan> channels, Slicing slicing) {
    Scan first = channels.get(0);
    float[] values = slicing.moved(first.voxels().toFloats());
    if (channels.size() == 1) {
      return values;
    }
    float[] all = Arrays.copyOf(values, Math.multiplyExact(channels.size(), values.length));
    for (int c = 1; c < channels.size(); c++) {
      float[] next = slicing.moved(channels.get(c).inOrder(first.order()).voxels().toFloats());
      System.arraycopy(next, 0, all, c * next.length, next.length);
    }
    return all;
  }
}
