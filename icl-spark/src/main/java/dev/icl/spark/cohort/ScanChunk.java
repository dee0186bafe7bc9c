package dev.icl.spark.cohort;

import java.io.Serializable;
import java.util.List;

/**
 * The scans of a task.
 *
 * @param scans at least one, in the order in which they are segmented
 */
record ScanChunk(List<ScanTask> scans) implements Serializable {
  /** Keeps its own copy of the list. */
  ScanChunk {
    scans = List.copyOf(scans);
  }

  /** A task for each scan. */
  List<ScanChunk> apart() {
    return scans.stream().map(scan -> new ScanChunk(List.of(scan))).toList();
  }
}
