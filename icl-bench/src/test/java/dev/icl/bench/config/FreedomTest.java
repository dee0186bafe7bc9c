package dev.icl.bench.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.config.RunConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreedomTest {
  @Test
  void ofEveryKeyItIsSaidWhetherItMayChangeWhileATrainingGoesOn() {
    assertThat(Freedom.keys())
        .as("a new key must be listed in Freedom, and one that is gone must not")
        .isEqualTo(ConfigChange.values(RunConfig.defaults()).keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "seed, 1, 2, FIXED",
    "data.labeled, 3, 7, FIXED",
    "engine, pytorch, tensorflow, FREE",
    "train.iterations, 900, 1000, FREE",
    "train.iterations, 1000, 900, WITH_CONSENT",
    "train.learning_rate, 0.01, 0.001, WITH_CONSENT",
    "a.key.of.tomorrow, 1, 2, FIXED"
  })
  void aChangeIsAsFreeAsItsKey(String key, String was, String now, Freedom expected) {
    assertThat(new ConfigChange(key, was, now).freedom()).isEqualTo(expected);
  }
}
