package dev.icl.spark.job;

import dev.icl.core.error.UserException;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Function2;
import scala.collection.Iterator;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A job of one task an item, whose results reach the driver as tasks end: nothing is collected, so
 * that the driver's memory does not grow with the number of results, and what is done can be
 * written down at once. Tasks start in the order of the items.
 */
public final class StreamedJob {
  private static final Pattern ABORTED = Pattern.compile("Task (\\d+) in stage \\S+ failed \\d+");

  private StreamedJob() {}

  /**
   * A receiver of results.
   *
   * @param <R> the results
   */
  @FunctionalInterface
  public interface Results<R> {
    /**
     * A task has ended; told once a task, however often it was tried, and never two at a time.
     *
     * @param place of the item in the list
     * @param result of the task
     */
    void ended(int place, R result);
  }

  /**
   * Runs the tasks and waits for the last one.
   *
   * @param spark the context
   * @param items one for each task, serializable
   * @param body the work of a task
   * @param type of the results
   * @param results told of every result; a {@link UserException} of it ends the job
   * @return the place of the item whose task Spark has given up, with everything that was still to
   *     do; empty if all have ended
   * @throws UserException if a receiver threw it
   */
  public static <T, R> OptionalInt run(
      JavaSparkContext spark,
      List<T> items,
      TaskBody<T, R> body,
      Class<R> type,
      Results<R> results) {
    if (items.isEmpty()) {
      return OptionalInt.empty();
    }
    JavaRDD<T> tasks = spark.parallelize(items, items.size());
    Function2<TaskContext, Iterator<T>, R> work = new Work<>(body);
    Function2<Object, R, BoxedUnit> receiver = new Receiver<>(results);
    ClassTag<R> tag = ClassTag$.MODULE$.apply(type);
    try {
      spark.sc().runJob(tasks.rdd(), work, receiver, tag);
      return OptionalInt.empty();
    } catch (Exception e) {
      // Scala declares nothing: what is thrown is a SparkException, which Java takes for checked
      throwMistakeIn(e);
      return OptionalInt.of(givenUp(e));
    }
  }

  /** The sentence for the user, where one is inside. */
  private static void throwMistakeIn(Exception thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof UserException mistake) {
        throw mistake;
      }
    }
  }

  private static int givenUp(Exception thrown) {
    if (thrown instanceof SparkException) {
      Matcher task = ABORTED.matcher(String.valueOf(thrown.getMessage()));
      if (task.find()) {
        return Integer.parseInt(task.group(1));
      }
    }
    throw thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("the job failed", thrown);
  }

  /** The body as Spark calls it, with an item a partition. */
  private static final class Work<T, R> extends AbstractFunction2<TaskContext, Iterator<T>, R>
      implements Serializable {
    private static final long serialVersionUID = 1;

    private final TaskBody<T, R> body;

    Work(TaskBody<T, R> body) {
      this.body = body;
    }

    @Override
    public R apply(TaskContext context, Iterator<T> items) {
      return body.run(context, items.next());
    }
  }

  /** The receiver as Spark calls it; it stays on the driver. */
  private static final class Receiver<R> extends AbstractFunction2<Object, R, BoxedUnit> {
    private final Results<R> results;

    Receiver(Results<R> results) {
      this.results = results;
    }

    @Override
    public BoxedUnit apply(Object place, R result) {
      results.ended((Integer) place, result);
      return BoxedUnit.UNIT;
    }
  }
}
