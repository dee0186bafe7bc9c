package dev.icl.bench.parity;

import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The label maps that two networks predict for the same scans. */
final class LabelMaps {
  private LabelMaps() {}

  /**
   * The share of voxels that both give the same class.
   *
   * @throws UserException if they are of other scans
   */
  static double agreement(Path reference, Path other) {
    try (SafetensorsFile a = SafetensorsFile.open(reference);
        SafetensorsFile b = SafetensorsFile.open(other)) {
      long same = 0;
      long all = 0;
      for (String name : a.names()) {
        if (!b.contains(name) || !b.info(name).shape().equals(a.info(name).shape())) {
          throw new UserException(
              "%s and %s are of other scans; repeat the benchmark.".formatted(reference, other));
        }
        ByteBuffer x = a.read(name).bytes();
        ByteBuffer y = b.read(name).bytes();
        all += x.remaining();
        while (x.hasRemaining()) {
          same += x.get() == y.get() ? 1 : 0;
        }
      }
      return all == 0 ? Double.NaN : (double) same / all;
    }
  }
}
