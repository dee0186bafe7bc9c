package dev.icl.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.core.error.UserException;
import dev.icl.spark.LocalSpark;
import dev.icl.spark.job.BarrierJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks of one training that cannot be. */
class RefusedTasksTest {
  /** An address of documentation, which no machine has. */
  private static final String NOBODY = "192.0.2.1";

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
  void aFirstProcessWithoutAnAddressEndsTheOthers() throws IOException {
    RunConfig config =
        new RunConfigReader(Map.of(), folder)
            .read(
                Optional.empty(),
                List.of(
                    "data={phantom_patients: 4, phantom_validation: 1}",
                    "train={labeled_batch: 2, unlabeled_batch: 2, patch: [32, 32]}"));
    try (SparkSession spark =
        LocalSpark.onLoopback(SparkSession.builder().master("local[2]"))
            .config("spark.driver.host", NOBODY)
            .getOrCreate()) {
      SparkTraining training =
          new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()));

      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> training.run(config, folder.resolve("run"), 2, false, false))
          .withMessageContaining("A process of the training cannot listen at " + NOBODY);
    }
  }
}
