package dev.icl.spark.job;

import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/**
 * The environment that the launcher {@code icl} gives native libraries, for executors, which Spark
 * starts without it: no telemetry, one heap of glibc that keeps what a step frees, and native
 * threads that soon sleep.
 */
public final class ExecutorEnvironment {
  private static final String PREFIX = "spark.executorEnv.";
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "OPT_OUT_TRACKING", "true",
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "8589934592",
          "MALLOC_TOP_PAD_", "67108864",
          "MALLOC_ARENA_MAX", "1",
          "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1",
          "GOMP_SPINCOUNT", "10000");

  private ExecutorEnvironment() {}

  /**
   * Adds what a configuration does not say itself. To be called before the session begins.
   *
   * @return the same configuration
   */
  public static SparkConf addTo(SparkConf conf) {
    new TreeMap<>(DEFAULTS).forEach((name, value) -> conf.setIfMissing(PREFIX + name, value));
    return conf;
  }
}
