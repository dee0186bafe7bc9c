package dev.icl.spark.job;

import java.io.Serializable;
import org.apache.spark.TaskContext;

/**
 * The work of a task, which Spark sends to executors.
 *
 * @param <T> the item that a task is for
 * @param <R> the result of it, serializable
 */
@FunctionalInterface
public interface TaskBody<T, R> extends Serializable {
  /**
   * Does the work for an item. A task whose executor is lost is done again elsewhere, so that what
   * an earlier attempt left must do no harm.
   *
   * @param context of the attempt
   * @param item of the task
   * @return what the driver is told
   */
  R run(TaskContext context, T item);
}
