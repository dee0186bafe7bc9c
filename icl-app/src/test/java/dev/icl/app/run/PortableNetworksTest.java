package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.export.onnx.OnnxRuns;
import dev.icl.export.program.HostVariables;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Recorder;
import dev.icl.export.program.Step;
import dev.icl.export.torchscript.ScriptRuns;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every network as ONNX Runtime and libtorch compute it from a file: the engine's logits for
 * batches of one and two, convolutional networks at three sizes.
 */
class PortableNetworksTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir Path folder;
  private final UniformRandomProvider random = RandomKey.of(6).generator();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[32, 48]; {name: unet2d, channels: [2, 2, 4, 4], dropout: [0, 0.1, 0, 0]}",
        "[32, 48]; {name: unet, base_features: 2}",
        "[32, 48]; {name: unet, base_features: 2, encoder: residual, deep_supervision: true}",
        "[16, 32, 16]; {name: unet3d, channels: [2, 2, 4, 4, 4], dropout: [0, 0.1]}",
        "[16, 16, 32]; {name: vnet, channels: [2, 2, 4, 4, 4], dropout: [0, 0]}",
        "[8, 32, 32]; {name: unet, base_features: 2}",
        "[16, 16, 16]; {name: unet, base_features: 2, encoder: residual}"
      })
  void aConvolutionalNetworkIsTheSameForImagesOfThreeSizes(String choice) {
    requireSame(choice, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[32, 32]; {name: swinunet2d, embedding: 6, depths: [2, 1], heads: [2, 3], window: 4}",
        "[32, 32, 32]; {name: swinunetr3d, embedding: 2, depths: [2, 1, 1, 1],"
            + " heads: [1, 1, 2, 2], window: 3}"
      })
  void aTransformerIsTheSameForImagesOfTheTrainingsPatch(String choice) {
    requireSame(choice, false);
  }

  private void requireSame(String choice, boolean grows) {
    SmallNetwork small = SmallNetwork.of(choice, "pytorch", folder);
    SegmentationNetwork network = small.network();
    Program program = small.program();
    Path onnx = folder.resolve("network.onnx");
    Path script = folder.resolve("network.pt");
    try (IclApplication application =
        IclApplication.start(small.config(), EnginePlugins.discover(), Permissions.NONE)) {
      Engine engine = application.engine();
      HostVariables variables = new HostVariables();
      for (VariableSpec spec : network.variables()) {
        HostTensor value = value(spec);
        engine.variables().create(spec, value);
        variables.create(spec, value);
      }
      RecordedProgram recorded =
          new Recorder(variables).record(program, small.inputs(), network.divisors());
      assertThat(recorded.grows()).isEqualTo(grows);
      assertThat(recorded.steps()).extracting(PortableNetworksTest::op).doesNotContain("batchNorm");
      PortableFormat.ONNX.write(recorded, Map.of("note", "text"), onnx);
      PortableFormat.TORCHSCRIPT.write(recorded, Map.of("note", "text"), script);
      CompiledProgram compiled = engine.compile(program, Compilation.inference());
      for (HostTensor images : images(small.patch(), network.divisors(), grows)) {
        Map<String, HostTensor> given = Map.of(ModelExport.IMAGES, images);
        Map<String, HostTensor> expected = compiled.run(given, RandomKey.of(0));
        Map<String, HostTensor> inOnnx = OnnxRuns.of(onnx, given);
        List<HostTensor> inScript = ScriptRuns.of(script, given);
        requireSame(expected, inOnnx.get(ModelExport.LABELS), inOnnx.get(ModelExport.LOGITS));
        requireSame(expected, inScript.get(0), inScript.get(1));
      }
    }
  }

  private static String op(Step step) {
    return step.call().op();
  }

  /** Statistics too are drawn, so that folding them away is seen; small ones keep signals alive. */
  private HostTensor value(VariableSpec spec) {
    HostTensor first =
        spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(8).child(spec.name()));
    double least = spec.name().endsWith("running_mean") ? -0.02 : 0.02;
    return spec.name().contains(".running_")
        ? HostTensor.fill(spec.dtype(), spec.shape(), i -> least + 0.04 * random.nextDouble())
        : first;
  }

  private List<HostTensor> images(List<Integer> patch, List<Integer> divisors, boolean grows) {
    List<HostTensor> images = new ArrayList<>();
    int[] sizes = patch.stream().mapToInt(Integer::intValue).toArray();
    int[] wider = sizes.clone();
    wider[wider.length - 1] += divisors.get(wider.length - 1);
    int[] larger = IntStream.range(0, sizes.length).map(i -> sizes[i] + divisors.get(i)).toArray();
    images.add(drawn(2, sizes));
    if (grows) {
      images.add(drawn(1, wider));
      images.add(drawn(1, larger));
    } else {
      images.add(drawn(1, sizes));
    }
    return images;
  }

  private HostTensor drawn(int batch, int[] sizes) {
    return SmallNetwork.images(random, batch, sizes);
  }

  private static void requireSame(
      Map<String, HostTensor> expected, HostTensor labels, HostTensor logits) {
    HostTensor scores = expected.get(ModelExport.LOGITS);
    assertThat(logits.shape()).isEqualTo(scores.shape());
    long voxels = scores.shape().spatial().numel();
    double largest = 0;
    double farthest = 0;
    double spread = 0;
    for (int i = 0; i < scores.size(); i++) {
      largest = Math.max(largest, Math.abs(scores.get(i)));
      spread = Math.max(spread, Math.abs(scores.get(i) - scores.get(0)) * (i < voxels ? 1 : 0));
      farthest = Math.max(farthest, Math.abs(scores.get(i) - logits.get(i)));
    }
    // the first class differs from place to place
    assertThat(spread).isGreaterThan(0.02);
    assertThat(farthest / largest).isLessThan(TOLERANCE);
    HostTensor classes = expected.get(ModelExport.LABELS);
    assertThat(labels.dtype()).isEqualTo(classes.dtype());
    assertThat(labels.shape()).isEqualTo(classes.shape());
    int wrong = 0;
    for (int i = 0; i < classes.size(); i++) {
      wrong += labels.get(i) == classes.get(i) ? 0 : 1;
    }
    assertThat(wrong).isLessThan(classes.size() / 1000 + 1);
  }
}
