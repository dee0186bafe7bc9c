package dev.icl.spark.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * The number of cores that Spark has given an executor, by which native libraries are told how many
 * threads to use.
 */
public final class ExecutorCores {
  private static final String CORES = "spark.executor.cores";
  private static final Pattern OPTION = Pattern.compile("(?:^|\\s)--cores (\\d{1,6})(?:\\s|$)");
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d{1,6})(?:,.*)?\\]");

  private ExecutorCores() {}

  /** Those of the executor that runs in this process. */
  public static int here() {
    return of(
        SparkEnv.get().conf(),
        System.getProperty("sun.java.command", ""),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * Those of an executor: what its own command line says, or else the configuration, or else the
   * machine.
   *
   * @param conf of the application
   * @param command line of the process
   * @param processors of the machine
   */
  static int of(SparkConf conf, String command, int processors) {
    Matcher option = OPTION.matcher(command);
    if (command.contains("ExecutorBackend") && option.find()) {
      return Integer.parseInt(option.group(1));
    }
    String master = conf.get("spark.master", "");
    Matcher local = LOCAL.matcher(master);
    if (master.equals("local")) {
      return 1;
    }
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    return conf.getInt(CORES, processors);
  }
}
