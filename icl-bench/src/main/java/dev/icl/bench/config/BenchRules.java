package dev.icl.bench.config;

import dev.icl.app.config.ConfigDiagnostics;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rules for the values of the {@code bench} section. */
final class BenchRules {
  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_REPEATS = 100;
  private static final int LARGEST_MATRIX = 16_384;

  private final UnaryOperator<String> origins;
  private final ConfigDiagnostics problems;

  /**
   * @param origins the place where the value of a path was written; empty for a default
   */
  BenchRules(UnaryOperator<String> origins, ConfigDiagnostics problems) {
    this.origins = origins;
    this.problems = problems;
  }

  void check(BenchSettings bench) {
    names("bench.engines", bench.engines());
    names("bench.devices", bench.devices());
    names("bench.methods", bench.methods());
    names("bench.networks", bench.networks());
    distinct("bench.labeled", bench.labeled());
    bench.labeled().forEach(n -> within("bench.labeled", n, 1, Integer.MAX_VALUE));
    distinct("bench.label_draws", bench.labelDraws());
    bench.labelDraws().forEach(n -> within("bench.label_draws", n, 0, Integer.MAX_VALUE));
    distinct("bench.seeds", bench.seeds());
    within("bench.timing.warmup", bench.timing().warmup(), 1, MOST_STEPS);
    within("bench.timing.steps", bench.timing().steps(), 1, MOST_STEPS);
    within("bench.timing.repeats", bench.timing().repeats(), 0, MOST_REPEATS);
    within("bench.timing.matrix", bench.timing().matrix(), 1, LARGEST_MATRIX);
    within("bench.parity.iterations", bench.parity().iterations(), 0, MOST_STEPS);
    if (!bench.parallel().equals(BenchSettings.AUTO)
        && !bench.parallel().matches("[1-9][0-9]{0,2}")) {
      must("bench.parallel", "must be auto or a number from 1 to 999", bench.parallel());
    }
    if (!bench.accuracy() && bench.timing().repeats() == 0 && bench.parity().iterations() == 0) {
      must(
          "bench.accuracy",
          "must be true where bench.timing.repeats and bench.parity.iterations are 0, for nothing"
              + " would be measured",
          false);
    }
  }

  private void names(String path, List<String> names) {
    if (names.stream().anyMatch(String::isBlank)) {
      must(path, "must be names", names);
    }
    distinct(path, names);
  }

  private void distinct(String path, Collection<?> values) {
    Set<Object> seen = new HashSet<>();
    values.stream()
        .filter(value -> !seen.add(value))
        .findFirst()
        .ifPresent(twice -> must(path, "must name nothing twice", twice + ", twice"));
  }

  private void within(String path, long value, long least, long most) {
    if (value < least || value > most) {
      String upper = most == Integer.MAX_VALUE ? "" : " and at most " + most;
      must(path, "must be at least " + least + upper, value);
    }
  }

  private void must(String path, String rule, Object value) {
    problems.add(origins.apply(path), path + " " + rule + ", but is " + value);
  }
}
