package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.SavedModelBundle;

/** Every network as a SavedModel, which computes for any batch what the network does. */
class ExportedNetworksTest {

  @TempDir Path folder;
  private final UniformRandomProvider random = RandomKey.of(6).generator();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[32, 48]; {name: unet2d, channels: [2, 2, 4, 4], dropout: [0, 0, 0, 0]}",
        "[32, 32]; {name: swinunet2d, embedding: 6, depths: [2, 1], heads: [2, 3], window: 4}",
        "[32, 48]; {name: unet, base_features: 2}",
        "[32, 48]; {name: unet, base_features: 2, encoder: residual, deep_supervision: true}",
        "[16, 32, 16]; {name: unet3d, channels: [2, 2, 4, 4, 4], dropout: [0, 0]}",
        "[16, 16, 32]; {name: vnet, channels: [2, 2, 4, 4, 4], dropout: [0, 0]}",
        "[8, 32, 32]; {name: unet, base_features: 2}",
        "[16, 16, 16]; {name: unet, base_features: 2, encoder: residual}",
        "[32, 32, 32]; {name: swinunetr3d, embedding: 2, depths: [2, 1, 1, 1],"
            + " heads: [1, 1, 2, 2], window: 3}"
      })
  void aSavedModelGivesTheLogitsOfTheNetwork(String choice) {
    SmallNetwork small = SmallNetwork.of(choice, "tensorflow", folder);
    SegmentationNetwork network = small.network();
    Program program = small.program();
    Path target = folder.resolve("model");
    int[] sizes = small.patch().stream().mapToInt(Integer::intValue).toArray();

    try (IclApplication application =
        IclApplication.start(small.config(), EnginePlugins.discover(), Permissions.NONE)) {
      Engine engine = application.engine();
      for (VariableSpec spec : network.variables()) {
        engine.variables().create(spec, value(spec));
      }
      application.exporter("saved-model").export(program, small.inputs(), Map.of(), target);
      try (SavedModelBundle model = SavedModelBundle.load(target.toString(), "serve")) {
        for (int batch : new int[] {1, 3}) {
          HostTensor images = SmallNetwork.images(random, batch, sizes);
          Map<String, HostTensor> expected =
              engine
                  .compile(program, Compilation.inference())
                  .run(Map.of(ModelExport.IMAGES, images), RandomKey.of(0));
          assertSame(model, images, expected);
        }
      }
    }
  }

  /** Running variances stay as they begin, and other buffers are what they are computed to be. */
  private static HostTensor value(VariableSpec spec) {
    return spec.initializer()
        .create(spec.dtype(), spec.shape(), RandomKey.of(8).child(spec.name()));
  }

  private static void assertSame(
      SavedModelBundle model, HostTensor images, Map<String, HostTensor> expected) {
    Map<String, HostTensor> found = SavedModelRuns.of(model, images);
    HostTensor logits = found.get(ModelExport.LOGITS);
    HostTensor scores = expected.get(ModelExport.LOGITS);
    assertThat(logits.shape()).isEqualTo(scores.shape());
    double[] squares = new double[2];
    for (int i = 0; i < scores.size(); i++) {
      squares[0] += Math.pow(logits.get(i) - scores.get(i), 2);
      squares[1] += Math.pow(scores.get(i), 2);
    }
    assertThat(squares[1]).isPositive();
    assertThat(Math.sqrt(squares[0] / squares[1])).isLessThan(1e-5);
    HostTensor labels = found.get(ModelExport.LABELS);
    HostTensor classes = expected.get(ModelExport.LABELS);
    assertThat(labels.shape()).isEqualTo(classes.shape());
    int wrong = 0;
    for (int i = 0; i < classes.size(); i++) {
      wrong += labels.get(i) == classes.get(i) ? 0 : 1;
    }
    assertThat(wrong).isLessThan(classes.size() / 1000 + 1);
  }
}
