package dev.icl.spark.cohort;

import java.util.ArrayList;
import java.util.List;

/**
 * The scans of a cohort as tasks of a job: the largest first, several small ones together, and
 * fewer the nearer the end is, so that executors end together and many tiny scans are not many
 * tasks.
 */
final class ChunkPlan {
  /** The most scans of a task, which is what the driver is told at once. */
  static final int MOST_SCANS = 64;

  /** A task is at most this part of what is left for a core. */
  private static final int SHARE = 4;

  /** The cost of opening and writing files, in bytes of a scan. */
  private static final long BYTES_A_FILE = 1 << 16;

  private ChunkPlan() {}

  /**
   * Puts scans together.
   *
   * @param scans the largest first; kept in that order
   * @param cores of all executors, 1 or more
   */
  static List<ScanChunk> of(List<ScanTask> scans, int cores) {
    long left = scans.stream().mapToLong(ChunkPlan::weight).sum();
    List<ScanChunk> chunks = new ArrayList<>();
    List<ScanTask> together = new ArrayList<>();
    long weight = 0;
    long most = left / ((long) cores * SHARE);
    for (ScanTask scan : scans) {
      together.add(scan);
      weight += weight(scan);
      if (weight >= most || together.size() == MOST_SCANS) {
        chunks.add(new ScanChunk(together));
        left -= weight;
        most = left / ((long) cores * SHARE);
        weight = 0;
        together = new ArrayList<>();
      }
    }
    if (!together.isEmpty()) {
      chunks.add(new ScanChunk(together));
    }
    return chunks;
  }

  private static long weight(ScanTask scan) {
    return scan.bytes() + BYTES_A_FILE;
  }
}
