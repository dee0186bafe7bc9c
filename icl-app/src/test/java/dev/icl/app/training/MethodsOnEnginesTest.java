package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.modules.method.Methods;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method on both engines, from the scans to the checkpoints. */
class MethodsOnEnginesTest {
  private static final int ITERATIONS = 8;

  @TempDir Path temporary;

  static Stream<String> methods() {
    return Methods.names().stream();
  }

  /** 8 iterations are the two phases of copy-paste, and several moves of a teacher. */
  @ParameterizedTest
  @MethodSource("methods")
  void bothEnginesFollowOneLossCurve(String method) {
    List<StepReport> pytorch = run(method, "pytorch");
    List<StepReport> tensorflow = run(method, "tensorflow");

    assertThat(pytorch).hasSize(ITERATIONS);
    // disturbed features share the batch statistics of the proxies' features
    boolean disturbed = method.equals("icl+unimatch");
    int close = disturbed ? 2 : 3;
    double late = disturbed ? 5e-2 : 1e-2;
    for (int i = 0; i < ITERATIONS; i++) {
      // rounding grows with every step, and most in small terms
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < close ? 1e-5 : late, 1e-6);
    }
  }

  @Test
  void whatIsKeptOfATaughtNetworkIsTheStudentAlone() throws IOException {
    RunFolder folder = new RunFolder(temporary.resolve("run"));
    SmallRuns.run(config("mean-teacher", "pytorch"), folder);

    var last = read(folder, "last.safetensors");
    String weight = "decoder.out_conv.weight";
    assertThat(last)
        .containsKeys(weight, "teacher." + weight, "optimizer.momentum_buffer." + weight);
    assertThat(last).doesNotContainKey("optimizer.momentum_buffer.teacher." + weight);
    assertThat(read(folder, "best.safetensors").keySet())
        .contains(weight)
        .noneMatch(name -> name.startsWith("teacher."));
    assertThat(read(folder, "final.safetensors").keySet())
        .isEqualTo(read(folder, "best.safetensors").keySet());
    assertThat(last.get("teacher.encoder.in_conv.conv_conv.1.num_batches_tracked").values())
        .containsExactly(ITERATIONS);
  }

  @Test
  void bothNetworksOfCpsHaveMomentum() throws IOException {
    RunFolder folder = new RunFolder(temporary.resolve("run"));
    SmallRuns.run(config("cps", "tensorflow"), folder);

    assertThat(read(folder, "last.safetensors"))
        .containsKeys(
            "optimizer.momentum_buffer.decoder.out_conv.weight",
            "optimizer.momentum_buffer.second.decoder.out_conv.weight");
    assertThat(read(folder, "best.safetensors").keySet())
        .noneMatch(name -> name.startsWith("second."));
  }

  private List<StepReport> run(String method, String engine) {
    return SmallRuns.run(
        config(method, engine), new RunFolder(temporary.resolve(method + "-" + engine)));
  }

  /** A weight that shows in the objective from the first step on. */
  private static RunConfig config(String method, String engine) {
    return SmallRuns.config(
        engine,
        "method.name=" + method,
        "method.unsupervised={weight: 1, ramp_up: 0}",
        "random=portable",
        "threads=1",
        "train.iterations=" + ITERATIONS);
  }

  private static Map<String, MiniSafetensors.Entry> read(RunFolder folder, String file)
      throws IOException {
    return MiniSafetensors.read(folder.checkpoints().resolve(file)).tensors();
  }
}
