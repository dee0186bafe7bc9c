package dev.icl.bench.matrix;

import dev.icl.app.config.RunConfig;
import dev.icl.report.record.CellKey;

/**
 * Something that a process of its own does.
 *
 * @param id names it and its folder
 * @param task the task
 * @param key its position in the matrix
 * @param config the configuration that is trained or timed
 */
public record PlannedCell(String id, Task task, CellKey key, RunConfig config) {
  /** The task of a process. */
  public enum Task {
    /** Times steps and inference, alone on the machine. */
    TIMING,
    /** Trains and evaluates. */
    TRAIN,
    /** Makes some steps with masks from the JVM, to be compared with another engine's. */
    PARITY
  }

  /**
   * Whether it will use a GPU, of which there are not as many as processors.
   *
   * @param present whether the machine has one, which {@code auto} then takes
   */
  boolean wantsGpu(boolean present) {
    return key.device().startsWith("gpu") || present && key.device().equals("auto");
  }
}
