package dev.icl.spark.train;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Supervision;
import dev.icl.app.run.Training;
import dev.icl.core.checkpoint.SafetensorsFile;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.data.model.FirstPass;
import dev.icl.spark.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training in two tasks on a cluster of processes, one of which is killed meanwhile. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the cluster is a shell script's")
class TrainingOnSparkTest {
  private static final int ITERATIONS = 150;
  private static final int RANKS = 2;

  @TempDir Path folder;

  @Test
  void aTrainingGoesOnAfterTheLossOfAWorkerAndIsThatOfOneProcess() throws Exception {
    RunFolder alone = new RunFolder(folder.resolve("alone"));
    train(config("train.accumulate=" + RANKS), alone);

    RunFolder together = new RunFolder(folder.resolve("together"));
    SparkTrainingResult result;
    // the third worker takes the place of the one that is killed
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 3);
        SparkSession spark = cluster.session()) {
      SparkTraining training =
          new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()));
      assertThatThrownBy(() -> training.run(config(), together.path(), 3, false, false))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("--ranks: 3 processes must divide");

      Tasks tasks = new Tasks();
      spark.sparkContext().addSparkListener(tasks);
      CompletableFuture<SparkTrainingResult> ended =
          CompletableFuture.supplyAsync(
              () -> training.run(config(), together.path(), RANKS, false, false));
      awaitCheckpoint(together, ended);
      cluster.kill(cluster.workerOf(tasks.executors.element()));
      result = ended.get(5, TimeUnit.MINUTES);
    }

    assertThat(result.attempts()).isGreaterThan(1);
    assertThat(result.iterations()).isEqualTo(ITERATIONS);
    assertThat(result.sentBytes()).isPositive();
    assertThat(together.summary()).exists();
    try (SafetensorsFile expected = weights(alone);
        SafetensorsFile found = weights(together)) {
      assertThat(found.names()).containsExactlyInAnyOrderElementsOf(expected.names());
      for (String name : found.names()) {
        if (!name.contains("running_") && !name.endsWith("num_batches_tracked")) {
          assertThat(found.read(name).toDoubles())
              .as(name)
              .usingComparatorWithPrecision(1e-3)
              .containsExactly(expected.read(name).toDoubles());
        }
      }
    }
  }

  private static void awaitCheckpoint(RunFolder run, CompletableFuture<SparkTrainingResult> ended)
      throws Exception {
    while (!Files.exists(run.last())) {
      try {
        throw new AssertionError("ended before anybody was killed: " + ended.get(50, MILLISECONDS));
      } catch (TimeoutException e) {
        // it goes on
      }
    }
  }

  /** The executors of the tasks that were started, in order. */
  private static final class Tasks extends SparkListener {
    private final Queue<String> executors = new ConcurrentLinkedQueue<>();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      executors.add(start.taskInfo().executorId());
    }
  }

  private static SafetensorsFile weights(RunFolder run) {
    return SafetensorsFile.open(run.checkpoints().resolve("final.safetensors"));
  }

  private static void train(RunConfig config, RunFolder out) {
    try (IclApplication application =
        IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Training.of(config, FirstPass.SILENT)
          .run(
              application.engine(),
              out,
              false,
              new Supervision(report -> {}, warning -> {}, () -> false));
    }
  }

  private RunConfig config(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "threads=1",
                "device=cpu",
                "random=portable",
                "method={name: supervised}",
                "data={phantom_patients: 4, phantom_validation: 1}",
                "network={channels: [4, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}",
                "train={labeled_batch: 4, unlabeled_batch: 2, patch: [32, 32], checkpoint_every: 2}",
                "train.iterations=" + ITERATIONS));
    settings.addAll(List.of(more));
    return new RunConfigReader(Map.of(), folder).read(Optional.empty(), settings);
  }
}
