package dev.icl.spark.cli;

import dev.icl.core.error.UserException;
import dev.icl.spark.job.ExecutorEnvironment;
import java.io.PrintWriter;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program for {@code spark-submit}. */
@Command(
    name = "icl-spark",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Segments cohorts, trains and runs benchmarks on a cluster of Apache Spark.",
    footer = {
      "",
      "  spark-submit --master spark://HOST:7077 icl-spark-assembly.jar predict --checkpoint FILE scans --out labels",
      "",
      "Exit codes: 0 done, 2 some scans or cells failed or a mistake (a sentence for each), 1 otherwise.",
      "docs/cluster.md tells more."
    })
public final class IclSpark {
  private static final int DONE = 0;
  private static final int FAILURE = 1;
  private static final int MISTAKE = 2;

  IclSpark() {}

  /**
   * Runs a command.
   *
   * @param arguments of the program
   */
  public static void main(String[] arguments) {
    int code = run(line().getErr(), arguments);
    if (code != DONE) {
      System.exit(code);
    }
  }

  /**
   * Runs a command and tells the exit code.
   *
   * @param errors takes sentences about what went wrong
   */
  static int run(PrintWriter errors, String... arguments) {
    CommandLine line = line().setErr(errors);
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> {
          if (thrown instanceof UserException) {
            command.getErr().println(thrown.getMessage());
            return MISTAKE;
          }
          thrown.printStackTrace(command.getErr());
          return FAILURE;
        });
    line.setParameterExceptionHandler(
        (mistake, parsed) -> {
          errors.println(mistake.getMessage());
          errors.flush();
          return MISTAKE;
        });
    return line.execute(arguments);
  }

  private static CommandLine line() {
    return new CommandLine(new IclSpark())
        .addSubcommand(new PredictOnSpark())
        .addSubcommand(new TrainOnSpark())
        .addSubcommand(new BenchOnSpark());
  }

  /** The exit code of what has ended: whether something failed, and whether by no mistake. */
  static int code(boolean failed, boolean unexpected) {
    return unexpected ? FAILURE : failed ? MISTAKE : DONE;
  }

  /** A session with the environment that native libraries are to find on executors. */
  static SparkSession session(String name) {
    return SparkSession.builder()
        .config(ExecutorEnvironment.addTo(new SparkConf().setIfMissing("spark.app.name", name)))
        .getOrCreate();
  }
}
