package dev.icl.spark.job;

import dev.icl.core.error.UserException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.BarrierJobRunWithDynamicAllocationException;
import org.apache.spark.scheduler.BarrierJobSlotsNumberCheckFailed;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction1;

/**
 * A job of tasks that run at the same time and know one another. Where one fails, or its executor
 * is lost, Spark ends all of them. It does not run such tasks again when their results go to the
 * driver, so this does: {@code spark.stage.maxConsecutiveAttempts} times in all, 4 by default.
 */
public final class BarrierJob {
  private static final int ATTEMPTS = 4;

  private BarrierJob() {}

  /**
   * Runs the tasks and waits for the last one.
   *
   * @param spark the context
   * @param items one for each task, serializable
   * @param bodies the work of a task, whose context is a {@link BarrierTaskContext}, by the number
   *     of the attempt, from 0
   * @param type of the results
   * @return the results in the order of the items
   * @throws UserException if the cluster has no room for all tasks, all attempts have failed, the
   *     job was cancelled, or this thread was interrupted, which ends the tasks
   */
  public static <T, R> List<R> run(
      JavaSparkContext spark, List<T> items, IntFunction<TaskBody<T, R>> bodies, Class<R> type) {
    int most = spark.getConf().getInt("spark.stage.maxConsecutiveAttempts", ATTEMPTS);
    for (int attempt = 0; ; attempt++) {
      try {
        return attempt(spark, items, bodies.apply(attempt), type);
      } catch (Exception e) {
        if (e instanceof BarrierJobRunWithDynamicAllocationException) {
          throw new UserException(
              "Spark runs no tasks at the same time while it takes and gives back executors; set spark.dynamicAllocation.enabled to false.",
              e);
        }
        if (e instanceof BarrierJobSlotsNumberCheckFailed) {
          // it does not become better by itself, and Spark has waited for minutes
          throw new UserException(
              "Spark cannot run %d tasks at the same time (%s); ask for fewer with --ranks, or give the cluster more executors."
                  .formatted(items.size(), firstLine(e)),
              e);
        }
        // Scala declares nothing: what is thrown is a SparkException, which Java takes for checked
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          throw new UserException(
              "The driver of the training was interrupted, and has ended its tasks; start the same command again with --resume.",
              e);
        }
        if (attempt + 1 >= most || spark.sc().isStopped() || isCancelled(e)) {
          throw new UserException(
              "Spark has given the training up (%s); read the logs of the executors, and run the same command again with --resume."
                  .formatted(firstLine(e)),
              e);
        }
      }
    }
  }

  private static <T, R> List<R> attempt(
      JavaSparkContext spark, List<T> items, TaskBody<T, R> body, Class<R> type) {
    JavaRDD<T> tasks = spark.parallelize(items, items.size());
    ClassTag<R> tag = ClassTag$.MODULE$.apply(type);
    Function1<Iterator<T>, Iterator<R>> work = new Work<>(body);
    RDD<R> results = tasks.rdd().barrier().mapPartitions(work, false, tag);
    String job = "icl-" + UUID.randomUUID();
    spark.addJobTag(job);
    try {
      return new JavaRDD<>(results, tag).collect();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        // nobody waits for the tasks any more
        spark.cancelJobsWithTag(job);
      }
      throw e;
    } finally {
      spark.removeJobTag(job);
    }
  }

  private static boolean isCancelled(Exception e) {
    return String.valueOf(e.getMessage()).contains("cancelled");
  }

  private static String firstLine(Exception e) {
    return Objects.requireNonNullElse(e.getMessage(), "")
        .lines()
        .findFirst()
        .orElse("no reason is known")
        .strip();
  }

  /** The body as Spark calls it, with an item a partition. */
  private static final class Work<T, R> extends AbstractFunction1<Iterator<T>, Iterator<R>>
      implements Serializable {
    private static final long serialVersionUID = 1;

    private final TaskBody<T, R> body;

    Work(TaskBody<T, R> body) {
      this.body = body;
    }

    @Override
    public Iterator<R> apply(Iterator<T> items) {
      return Iterator$.MODULE$.single(body.run(BarrierTaskContext.get(), items.next()));
    }
  }
}
