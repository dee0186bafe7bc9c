package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.run.RunFolder;
import dev.icl.modules.train.StepReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods of hard labels on both engines, with a threshold that a new network passes. */
class HardLabelsOnEnginesTest {
  private static final int ITERATIONS = 5;

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: unimatch, threshold: 0.3}",
        "{name: unimatch, threshold: 0, targets: teacher, features: false}",
        "{name: fixmatch, threshold: 0.3, cut_mix: {probability: 1}}",
        "{name: ad-mt, threshold: 0.3, longest_turn: 2}",
        "{name: mean-teacher, threshold: 0.3, targets: hard}",
        "{name: icl+unimatch, threshold: 0.3, second_opinion: true}"
      })
  void bothEnginesFollowOneLossCurve(String method) {
    List<StepReport> pytorch = run(method, "pytorch");
    List<StepReport> tensorflow = run(method, "tensorflow");

    for (int i = 0; i < ITERATIONS; i++) {
      // a pixel between two classes may get either
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < 2 ? 1e-4 : 2e-2, 1e-5);
    }
    assertThat(pytorch).allMatch(report -> report.losses().get("strong") > 0);
  }

  private List<StepReport> run(String method, String engine) {
    return SmallRuns.run(
        SmallRuns.config(
            engine,
            "method=" + method,
            "method.unsupervised={weight: 1, ramp_up: 0}",
            "random=portable",
            "threads=1",
            "train.iterations=" + ITERATIONS),
        new RunFolder(temporary.resolve(engine)));
  }
}
