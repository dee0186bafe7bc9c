package dev.icl.data.phantom;

import dev.icl.data.model.Dataset;
import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.stream.IntStream;

/** Scans of phantoms, and counts of their voxels. */
final class PhantomScans {
  private PhantomScans() {}

  /** All of the validation. */
  static List<Sample> volumes(Dataset dataset) {
    return IntStream.range(0, dataset.validationCases().size())
        .mapToObj(dataset::validationScan)
        .toList();
  }

  static byte[] labels(Sample volume) {
    return volume.label().orElseThrow();
  }

  static int count(byte[] label, int wanted) {
    int n = 0;
    for (byte l : label) {
      n += l == wanted ? 1 : 0;
    }
    return n;
  }
}
