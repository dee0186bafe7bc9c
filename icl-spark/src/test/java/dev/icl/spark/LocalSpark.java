package dev.icl.spark;

import org.apache.spark.sql.SparkSession;

/** Apache Spark with its executor in this process. */
public final class LocalSpark {
  /** The number of tries of a task, and of a scan that fails unexpectedly. */
  public static final int MOST_FAILURES = 3;

  private LocalSpark() {}

  /** A session of two cores; to be closed. */
  public static SparkSession session() {
    return onLoopback(SparkSession.builder().master("local[2,%d]".formatted(MOST_FAILURES)))
        .config("spark.task.maxFailures", MOST_FAILURES)
        .getOrCreate();
  }

  /** Settings for a driver that nothing outside this machine reaches. */
  public static SparkSession.Builder onLoopback(SparkSession.Builder builder) {
    return builder
        .appName("test")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", 2);
  }
}
