package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Gradients;
import dev.icl.core.text.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The limits of a fixture: the properties that agreement with it does not show. */
final class Coverage {
  private static final Map<String, String> GROUPS = groups();

  private Coverage() {}

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("out/", "outputs in training mode");
    groups.put("loss/", "loss terms");
    groups.put(Gradients.name(""), "gradients");
    groups.put("after/", "running statistics");
    groups.put("eval/", "evaluation mode");
    groups.put("traj/", "further steps");
    groups.put("dbg/", "the first class decoder by itself");
    return groups;
  }

  /** One line for each thing that was not covered. */
  static List<String> gaps(Fixture fixture, FixtureCase training) {
    List<String> gaps = new ArrayList<>();
    gaps.add(
        "dropout and drop path: every rate is 0 in the run; the file says "
            + (fixture.text("dropout", "").isBlank()
                ? "nothing of its own"
                : "'%s'".formatted(fixture.text("dropout", ""))));
    gaps.add(
        fixture.contains("traj/lr")
            ? "the learning-rate schedule: the file gives the rate of each step"
            : "the learning-rate schedule beyond its first %s"
                .formatted(Counts.of(training.rates().size(), "step")));
    gaps.add(
        "initial weights, augmentation and batches: the file gives %d parameters and buffers, %d labelled and %d unlabelled images"
            .formatted(
                fixture.parameters().size(),
                images(training, Batch.IMAGE_LABELED),
                images(training, Batch.IMAGE_UNLABELED)));
    gaps.add(
        "methods other than %s, networks other than %s, other sizes"
            .formatted(training.method().name(), training.method().network().name()));
    GROUPS.forEach(
        (prefix, what) -> {
          if (fixture.names().stream().noneMatch(key -> isExpected(key, prefix))) {
            gaps.add(what + ": the file expects none");
          }
        });
    if (fixture.names().stream().anyMatch(key -> Fixture.quantity(key).startsWith("final/"))) {
      gaps.add("parameters after the last step: shown, not judged");
    }
    long sampled = fixture.names().stream().filter(key -> isSampled(fixture, key)).count();
    if (sampled > 0) {
      gaps.add(Counts.of(sampled, "tensor between its samples", "tensors between their samples"));
    }
    return gaps;
  }

  private static int images(FixtureCase training, String stream) {
    return training.batch().containsKey(stream)
        ? EngineRules.input(training.batch(), stream).shape().dim(0)
        : 0;
  }

  private static boolean isExpected(String key, String prefix) {
    String name = Fixture.quantity(key);
    return name.startsWith(prefix) && !name.equals("traj/lr");
  }

  /** Whether samples in double precision are all that is there of a tensor. */
  private static boolean isSampled(Fixture fixture, String key) {
    String name = Fixture.quantity(key);
    boolean preferred = key.endsWith(Fixture.DOUBLE) || !fixture.contains(key + Fixture.DOUBLE);
    return key.startsWith("sub/")
        && preferred
        && !name.startsWith("final/")
        && !fixture.contains(name)
        && !fixture.contains(name + Fixture.DOUBLE);
  }
}
