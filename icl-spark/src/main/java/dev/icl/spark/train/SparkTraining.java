package dev.icl.spark.train;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigWriter;
import dev.icl.app.group.GroupToken;
import dev.icl.app.group.Member;
import dev.icl.app.plan.ImageShares;
import dev.icl.app.run.Resumption;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Training;
import dev.icl.core.error.UserException;
import dev.icl.spark.job.BarrierJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One training in several tasks of Apache Spark that run at the same time, each with its share of
 * the images of every step. Their gradients go from executor to executor over connections of their
 * own.
 *
 * <p>The folder of the training is shared by driver and executors; process 0 writes it. Where an
 * executor is lost, all tasks start again, and go on from the last checkpoint.
 */
public final class SparkTraining {
  private final JavaSparkContext spark;

  /**
   * @param spark not closed
   */
  public SparkTraining(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Trains to the end.
   *
   * @param config of the training, whose batch is that of all processes together
   * @param out the folder of the result
   * @param processes at least 1; the cluster must be able to run as many tasks at the same time
   * @param resume whether to go on from the newest checkpoint in the folder, if there is one
   * @param allowChanges whether it may go on with other settings, or in another number of
   *     processes, where {@code icl train --allow-changes} does
   * @throws UserException if the training cannot be made as it is asked for, or Spark gives it up
   */
  public SparkTrainingResult run(
      RunConfig config, Path out, int processes, boolean resume, boolean allowChanges) {
    Member.requireSize(processes);
    Path here = Path.of("").toAbsolutePath();
    RunFolder folder = new RunFolder(here.resolve(out).normalize());
    if (resume && folder.isBegun()) {
      folder.requireResumable();
    } else {
      folder.requireFree();
    }
    ImageShares.require(config.train(), processes);
    Training.check(config);
    if (resume) {
      new Resumption(folder, allowChanges).check(config, processes);
    }
    String yaml = RunConfigWriter.toYaml(config);
    if (!resume || !folder.isBegun()) {
      // executors see with it that the folder is shared, and a later attempt what the first was
      RunFolder.write(folder.config(), yaml);
    }
    List<Integer> ranks = IntStream.range(0, processes).boxed().toList();
    List<RankEnd> ends =
        BarrierJob.run(
            spark,
            ranks,
            attempt ->
                new RankBody(
                    yaml,
                    folder.path().toString(),
                    here.toString(),
                    processes,
                    // to which tasks of the attempt before are strangers
                    GroupToken.random(),
                    attempt,
                    resume,
                    allowChanges),
            RankEnd.class);
    Stream.concat(
            ends.stream().filter(end -> !end.consequence()),
            ends.stream().filter(RankEnd::consequence))
        .map(RankEnd::refusal)
        .filter(Objects::nonNull)
        .findFirst()
        .ifPresent(
            refusal -> {
              throw new UserException(refusal);
            });
    RankEnd first = ends.get(0);
    return new SparkTrainingResult(
        first.iterations(), first.attempt() + 1, first.sentBytes(), first.notices(), folder.path());
  }
}
