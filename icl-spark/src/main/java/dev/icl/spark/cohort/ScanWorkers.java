package dev.icl.spark.cohort;

import java.io.Serializable;
import org.apache.spark.TaskContext;

/** Makes workers on executors. */
@FunctionalInterface
interface ScanWorkers extends Serializable {
  /**
   * A worker for a task.
   *
   * @throws dev.icl.core.error.UserException if no scan could be done here, as where the engine is
   *     missing
   */
  ScanWorker borrow(TaskContext context);
}
