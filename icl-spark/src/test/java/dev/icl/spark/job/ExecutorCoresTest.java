package dev.icl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorCoresTest {
  private static final int PROCESSORS = 32;

  @ParameterizedTest
  @CsvSource({
    "spark://h:7077, '', org.apache.spark.executor.CoarseGrainedExecutorBackend --cores 3 --app-id a, 3",
    "spark://h:7077, 4, org.apache.spark.executor.CoarseGrainedExecutorBackend --cores 3 --app-id a, 3",
    "spark://h:7077, 4, some.other.Program --cores 3, 4",
    "spark://h:7077, '', '', 32",
    "local, '', some.Program, 1",
    "local[5], '', some.Program, 5",
    "'local[6,2]', 4, some.Program, 6",
    "local[*], '', some.Program, 32"
  })
  void theProcessIsToldItsCores(String master, String cores, String command, int expected) {
    SparkConf conf = new SparkConf(false).set("spark.master", master);
    if (!cores.isEmpty()) {
      conf.set("spark.executor.cores", cores);
    }

    assertThat(ExecutorCores.of(conf, command, PROCESSORS)).isEqualTo(expected);
  }
}
