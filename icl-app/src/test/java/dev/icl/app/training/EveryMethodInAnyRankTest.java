package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.modules.method.Methods;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method with images of three channels, on slices and on volumes, on both engines. */
class EveryMethodInAnyRankTest {
  private static final int ITERATIONS = 6;
  private static final int CHANNELS = 3;
  private static final List<List<Integer>> PATCHES = List.of(List.of(12, 16), List.of(4, 12, 16));

  @TempDir private static Path scans;
  private static PluggedNetwork stub;

  @TempDir private Path temporary;

  @BeforeAll
  static void scansAndANetwork() throws IOException {
    new PhantomFolder(scans).writeChannels(4, 3, CHANNELS);
    stub = new PluggedNetwork(scans, StubNetworkProvider.class);
  }

  @AfterAll
  static void noPlugins() throws IOException {
    stub.close();
  }

  static Stream<Arguments> methodsAndPatches() {
    return Methods.names().stream()
        .flatMap(method -> PATCHES.stream().map(patch -> Arguments.of(method, patch)));
  }

  /** 6 iterations are the two phases of copy-paste, and a validation ends them. */
  @ParameterizedTest
  @MethodSource("methodsAndPatches")
  void bothEnginesFollowOneLossCurve(String method, List<Integer> patch) throws IOException {
    List<StepReport> pytorch = run("pytorch", method, patch);
    List<StepReport> tensorflow = run("tensorflow", method, patch);

    assertThat(pytorch).hasSize(ITERATIONS);
    for (int i = 0; i < ITERATIONS; i++) {
      // rounding grows with every step, and most in small terms
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < 3 ? 1e-4 : 1e-2, 1e-6);
    }
    assertThat(pytorch.get(ITERATIONS - 1).validation()).isPresent();
    List<Integer> stem =
        MiniSafetensors.read(checkpoints("pytorch").resolve("final.safetensors"))
            .tensors()
            .get("stem.weight")
            .shape();
    assertThat(stem).hasSize(2 + patch.size()).startsWith(4, CHANNELS);
  }

  private Path checkpoints(String engine) {
    return new RunFolder(temporary.resolve(engine)).checkpoints();
  }

  private List<StepReport> run(String engine, String method, List<Integer> patch) {
    RunConfig config =
        new RunConfigReader(Map.of(), temporary)
            .read(
                Optional.empty(),
                List.of(
                    "engine=" + engine,
                    "device=cpu",
                    "threads=1",
                    "seed=3",
                    "random=portable",
                    "network.name=stub",
                    "method={heads: [2, 1], consistency_weight: 10}",
                    "method.unsupervised={weight: 1, ramp_up: 0}",
                    "method.name=" + method,
                    "data={name: folder, root: '%s', channels: [a, b, c], labeled: 1,"
                            .formatted(scans)
                        + " validation_patients: 1, classes: [background, RV, Myo, LV],"
                        + " augment: brats}",
                    "train={labeled_batch: 2, unlabeled_batch: 2, patch: %s}".formatted(patch),
                    "train={iterations: %d, validate_every: %d}"
                        .formatted(ITERATIONS, ITERATIONS)));
    return SmallRuns.run(config, new RunFolder(temporary.resolve(engine)));
  }
}
