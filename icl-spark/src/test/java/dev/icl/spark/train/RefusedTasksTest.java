package dev.icl.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.run.RunFolder;
import dev.icl.core.error.UserException;
import dev.icl.spark.LocalSpark;
import dev.icl.spark.job.BarrierJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of one training that cannot be. */
class RefusedTasksTest {
  /** An address of documentation, which no machine has. */
  private static final String NOBODY = "192.0.2.1";

  private static final String TOKEN = "0123456789abcdef";

  /** Of the one task that waits; it is in this process. */
  private static final CountDownLatch BEGUN = new CountDownLatch(1);

  private static final CountDownLatch ENDED = new CountDownLatch(1);

  @TempDir Path folder;

  @Test
  void moreTasksThanTheClusterHasRoomForAreRefusedAtTheFirstAttempt() throws IOException {
    List<Integer> attempts = new ArrayList<>();
    try (SparkSession spark =
        LocalSpark.onLoopback(SparkSession.builder().master("local[1]"))
            .config("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
            .config("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", 1)
            .getOrCreate()) {
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(
              () ->
                  BarrierJob.run(
                      JavaSparkContext.fromSparkContext(spark.sparkContext()),
                      List.of(0, 1),
                      attempt -> {
                        attempts.add(attempt);
                        return (context, item) -> item;
                      },
                      Integer.class))
          .withMessageStartingWith("Spark cannot run 2 tasks at the same time");
    }
    assertThat(attempts).containsExactly(0);
  }

  @Test
  void aTaskThatIsRefusedBeforeAllMeetEndsTheOthers() throws IOException {
    RankBody waiting = body(RunConfigWriter.toYaml(config()));
    RankBody refused = body("no_key: 1");
    List<RankEnd> ends;
    try (SparkSession spark =
        LocalSpark.onLoopback(SparkSession.builder().master("local[2]"))
            // what ended the others before they were told; a year unless it is set
            .config("spark.barrier.sync.timeout", 20)
            .config("spark.stage.maxConsecutiveAttempts", 1)
            .getOrCreate()) {
      ends =
          BarrierJob.run(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              List.of(0, 1),
              attempt -> (context, rank) -> (rank == 0 ? waiting : refused).run(context, rank),
              RankEnd.class);
    }

    assertThat(ends.get(1).refusal()).contains("no_key");
    assertThat(ends).extracting(RankEnd::consequence).containsExactly(true, false);
  }

  private RankBody body(String yaml) {
    String run = folder.resolve("run").toString();
    return new RankBody(yaml, run, folder.toString(), 2, TOKEN, 0, false, false);
  }

  @Test
  void theSecretIsNoPartOfWhatIsLogged() {
    assertThat(body("").toString()).contains("run").doesNotContain(TOKEN);
  }

  @Test
  void anInterruptedDriverEndsItsTasksAndStartsNoOthers() throws Exception {
    List<Integer> attempts = new ArrayList<>();
    try (SparkSession spark =
        LocalSpark.onLoopback(SparkSession.builder().master("local[1]")).getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread driver =
          new Thread(
              () -> {
                thrown.set(
                    catchThrowable(
                        () ->
                            BarrierJob.run(
                                context,
                                List.of(0),
                                attempt -> {
                                  attempts.add(attempt);
                                  return RefusedTasksTest::waitForTheEnd;
                                },
                                Integer.class)));
                interrupted.set(Thread.interrupted());
              });
      driver.start();
      BEGUN.await();
      driver.interrupt();
      driver.join(TimeUnit.MINUTES.toMillis(2));

      assertThat(thrown.get())
          .isInstanceOf(UserException.class)
          .hasMessageContaining("The driver of the training was interrupted");
      assertThat(interrupted).isTrue();
      assertThat(ENDED.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(attempts).containsExactly(0);
    }
  }

  private static Integer waitForTheEnd(TaskContext context, Integer item) {
    BEGUN.countDown();
    while (!context.isInterrupted()) {
      LockSupport.parkNanos(1_000_000);
    }
    ENDED.countDown();
    return item;
  }

  @Test
  void aFirstProcessWithoutAnAddressEndsTheOthers() throws IOException {
    RunConfig config = config();
    // of a training that never began, of which nothing counts
    RunFolder run = new RunFolder(folder.resolve("run"));
    RunFolder.write(run.config(), "seed: 1\n");
    try (SparkSession spark =
        LocalSpark.onLoopback(SparkSession.builder().master("local[2]"))
            .config("spark.driver.host", NOBODY)
            .getOrCreate()) {
      SparkTraining training =
          new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()));

      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> training.run(config, run.path(), 2, false, false))
          .withMessageContaining("A process of the training cannot listen at " + NOBODY);
    }
    assertThat(run.config()).hasContent(RunConfigWriter.toYaml(config));
  }

  private RunConfig config() {
    return new RunConfigReader(Map.of(), folder)
        .read(
            Optional.empty(),
            List.of(
                "data={phantom_patients: 4, phantom_validation: 1}",
                "train={labeled_batch: 2, unlabeled_batch: 2, patch: [32, 32]}"));
  }
}
