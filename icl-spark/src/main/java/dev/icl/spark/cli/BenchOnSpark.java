package dev.icl.spark.cli;

import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.core.text.Counts;
import dev.icl.spark.bench.SparkBench;
import dev.icl.spark.bench.SparkBenchResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench} on a cluster. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs the trainings of a benchmark on the executors of a cluster.",
    footer = {
      "",
      "The folder and the data are seen by all machines. Cells that are done are left alone: the same command",
      "goes on after an interruption. Timings and comparisons of engines are left to icl bench --resume on one",
      "machine, which also writes the report."
    })
final class BenchOnSpark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The benchmark in YAML, as icl bench takes it.")
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
      description = "The folder of the benchmark.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    BenchConfig read =
        new BenchConfigReader(Map.of(), Path.of("").toAbsolutePath()).read(config, settings);
    try (SparkSession spark = IclSpark.session("icl bench")) {
      PrintWriter errors = spec.commandLine().getErr();
      SparkBenchResult result =
          new SparkBench(JavaSparkContext.fromSparkContext(spark.sparkContext()))
              .run(
                  read,
                  out,
                  (id, reason, done, cells) ->
                      errors.println(
                          "%d/%d  %s%s"
                              .formatted(
                                  done, cells, id, reason.map(why -> " failed").orElse(""))));
      result.failures().forEach(errors::println);
      PrintWriter print = spec.commandLine().getOut();
      print.println(
          "%d of %s done; %s left to icl bench --resume --out %s on one machine."
              .formatted(
                  result.done(),
                  Counts.of(result.cells(), "training"),
                  Counts.of(result.elsewhere(), "other cell"),
                  out));
      print.flush();
      return IclSpark.code(!result.failures().isEmpty(), false);
    }
  }
}
