package dev.icl.spark.cli;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.group.Member;
import dev.icl.core.error.UserException;
import dev.icl.core.text.Counts;
import dev.icl.spark.train.SparkTraining;
import dev.icl.spark.train.SparkTrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code train} on a cluster. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains one network in several tasks at the same time, each with its share of a step's images.",
    footer = {
      "",
      "The folder and the data are seen by all machines. Where an executor is lost, all tasks start again from",
      "the last checkpoint: set train.checkpoint_every. After the loss of the driver the same command goes on",
      "with --resume. A task has as many threads as spark.task.cpus says."
    })
final class TrainOnSpark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration in YAML, as icl train takes it.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A change to it, as data.root=ACDC.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "The folder of the training.")
  private Path out;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      required = true,
      description = "The number of tasks.")
  private int ranks;

  @Option(
      names = "--resume",
      description = "Go on from the newest checkpoint in the folder, if there is one.")
  private boolean resume;

  @Option(
      names = "--allow-changes",
      description = "Go on also with other settings than before, where that can be.")
  private boolean allowChanges;

  @Override
  public Integer call() throws IOException {
    Member.requireSize(ranks);
    if (allowChanges && !resume) {
      throw new UserException(
          "--allow-changes: it says what --resume may do; add --resume, or leave it out.");
    }
    RunConfig read =
        new RunConfigReader(Map.of(), Path.of("").toAbsolutePath())
            .read(Optional.of(config), settings);
    try (SparkSession spark = IclSpark.session("icl train")) {
      SparkTrainingResult result =
          new SparkTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()))
              .run(read, out, ranks, resume, allowChanges);
      result.notices().forEach(spec.commandLine().getErr()::println);
      PrintWriter print = spec.commandLine().getOut();
      print.println(
          "Trained for %s in %s%s; results are in %s."
              .formatted(
                  Counts.of(result.iterations(), "iteration"),
                  Counts.of(ranks, "task"),
                  result.attempts() > 1 ? ", started %d times".formatted(result.attempts()) : "",
                  out));
      print.flush();
      return IclSpark.code(false, false);
    }
  }
}
