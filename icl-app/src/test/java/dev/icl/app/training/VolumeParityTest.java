package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.modules.method.Method;
import dev.icl.modules.train.StepReport;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published networks for volumes, trained with ICL and without it on both engines. */
class VolumeParityTest {
  private static final int ITERATIONS = 20;

  @TempDir private Path temporary;

  @ParameterizedTest
  @CsvSource({"unet3d, icl, 20", "vnet, icl, 8"}) // on some processors vnet makes more of rounding
  void bothEnginesFollowOneLossCurve(String network, String method, int alike) {
    List<StepReport> pytorch = run("pytorch", network, method);
    List<StepReport> tensorflow = run("tensorflow", network, method);

    assertThat(pytorch).hasSize(ITERATIONS);
    Percentage percent = withinPercentage(1);
    for (int i = 0; i < alike; i++) {
      assertThat(objective(tensorflow, i))
          .as("iteration %d", i + 1)
          .isCloseTo(objective(pytorch, i), percent);
    }
    // what is close is not so because nothing is learnt
    assertThat(objective(pytorch, ITERATIONS - 1))
        .isNotCloseTo(objective(pytorch, 0), withinPercentage(0.01));
  }

  private static double objective(List<StepReport> reports, int step) {
    return reports.get(step).losses().get(Method.OBJECTIVE);
  }

  private List<StepReport> run(String engine, String network, String method) {
    RunConfig config =
        SmallRuns.config(
            engine,
            "random=portable",
            "threads=1",
            "method={name: %s, heads: [4, 2, 2], consistency_weight: 10}".formatted(method),
            "network={name: %s, channels: [4, 4, 8, 8, 8], dropout: [0.2, 0.2]}".formatted(network),
            "data={name: phantom3d, phantom_size: [24, 48, 48], augment: brats}",
            "train={labeled_batch: 2, unlabeled_batch: 2, patch: [16, 32, 32]}",
            "train={learning_rate: 0.001, iterations: %d, validate_every: %d, checkpoint_every: %d}"
                .formatted(ITERATIONS, ITERATIONS, ITERATIONS));
    return SmallRuns.run(config, new RunFolder(temporary.resolve(engine)));
  }
}
