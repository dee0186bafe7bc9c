package dev.icl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ExecutorEnvironmentTest {
  private static final Pattern EXPORTED =
      Pattern.compile("(?m)^export ([A-Z_]+)=\"\\$\\{[A-Z_]+:-([^}]*)}\"$");

  @Test
  void executorsHaveTheEnvironmentOfTheLauncher() throws Exception {
    String launcher = Files.readString(Path.of("..", "icl"));
    SparkConf conf = ExecutorEnvironment.addTo(new SparkConf(false));

    assertThat(Arrays.stream(conf.getAll()).map(pair -> pair._1() + "=" + pair._2()))
        .containsExactlyInAnyOrderElementsOf(
            EXPORTED.matcher(launcher).results().map(ExecutorEnvironmentTest::text).toList())
        .hasSize(7);
  }

  @Test
  void whatTheUserSaysCounts() {
    SparkConf conf = new SparkConf(false).set("spark.executorEnv.MALLOC_ARENA_MAX", "4");

    assertThat(ExecutorEnvironment.addTo(conf).get("spark.executorEnv.MALLOC_ARENA_MAX"))
        .isEqualTo("4");
  }

  private static String text(MatchResult exported) {
    return "spark.executorEnv." + exported.group(1) + "=" + exported.group(2);
  }
}
