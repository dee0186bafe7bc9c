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
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

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
    try (TFloat32 fed = channelsLast(images);
        Result result = model.function("serving_default").call(Map.of(ModelExport.IMAGES, fed))) {
      TFloat32 logits = (TFloat32) result.get(ModelExport.LOGITS).orElseThrow();
      TInt64 labels = (TInt64) result.get(ModelExport.LABELS).orElseThrow();
      HostTensor of = expected.get(ModelExport.LOGITS);
      double[] squares = new double[2];
      logits
          .scalars()
          .forEachIndexed(
              (at, cell) -> {
                double value = of.get(index(of.shape(), at));
                squares[0] += Math.pow(cell.getFloat() - value, 2);
                squares[1] += Math.pow(value, 2);
              });
      assertThat(logits.size()).isEqualTo(of.size());
      assertThat(squares[1]).isPositive();
      assertThat(Math.sqrt(squares[0] / squares[1])).isLessThan(1e-5);
      HostTensor classes = expected.get(ModelExport.LABELS);
      assertThat(labels.shape().asArray())
          .containsExactly(Arrays.stream(classes.shape().toArray()).asLongStream().toArray());
      int[] wrong = new int[1];
      int[] next = new int[1];
      labels
          .scalars()
          .forEach(cell -> wrong[0] += cell.getLong() == classes.get(next[0]++) ? 0 : 1);
      assertThat(wrong[0]).isLessThan(classes.size() / 1000 + 1);
    }
  }

  private static TFloat32 channelsLast(HostTensor images) {
    int[] sizes = images.shape().toArray();
    long[] last = new long[sizes.length];
    last[0] = sizes[0];
    for (int i = 2; i < sizes.length; i++) {
      last[i - 1] = sizes[i];
    }
    last[sizes.length - 1] = sizes[1];
    return TFloat32.tensorOf(org.tensorflow.ndarray.Shape.of(last), data -> copy(images, data));
  }

  private static void copy(HostTensor images, FloatNdArray data) {
    data.scalars()
        .forEachIndexed((at, cell) -> cell.setFloat((float) images.get(index(images.shape(), at))));
  }

  /** The flat index in {@code [N, C, spatial]} of a place in {@code [N, spatial, C]}. */
  private static int index(Shape shape, long[] at) {
    int rank = at.length;
    long index = at[0] * shape.dim(1) + at[rank - 1];
    for (int axis = 2; axis < rank; axis++) {
      index = index * shape.dim(axis) + at[axis - 1];
    }
    return (int) index;
  }
}
