package plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.contract.ReferenceEngine;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.network.ImageSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinyNetworkTest {
  private static final RandomKey KEY = RandomKey.of(3);

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void scoresEveryPixelOfEveryImageByItself(int rank) {
    ImageSpec image = new ImageSpec(1, 4, Collections.nCopies(rank, 8));
    TinyNetwork network = new TinyNetwork(new TinySettings(4, 0), image);
    try (ReferenceEngine engine = new ReferenceEngine(EngineOptions.defaults());
        CompiledProgram program =
            engine.compile(
                (scope, inputs) ->
                    Map.of("logits", network.apply(scope, inputs.get("image")).logits()),
                Compilation.inference())) {
      for (VariableSpec spec : network.variables()) {
        RandomKey key = KEY.child(spec.name());
        engine.variables().create(spec, spec.initializer().create(spec.dtype(), spec.shape(), key));
      }
      int[] sizes = IntStream.range(0, rank).map(axis -> 3 + axis).toArray();
      Shape shape = Shape.of(2, 1).append(sizes);
      long pixels = shape.numel() / 2;
      HostTensor dark = HostTensor.zeros(DType.F32, shape);
      HostTensor bright = HostTensor.fill(DType.F32, shape, i -> i < pixels ? 1 : 0);

      HostTensor before = program.run(Map.of("image", dark), KEY).get("logits");
      HostTensor after = program.run(Map.of("image", bright), KEY).get("logits");

      assertThat(after.shape()).isEqualTo(Shape.of(2, 4).append(sizes));
      // the first image alone is another one
      int half = (int) after.shape().numel() / 2;
      assertThat(Arrays.copyOf(after.toDoubles(), half))
          .isNotEqualTo(Arrays.copyOf(before.toDoubles(), half));
      assertThat(Arrays.copyOfRange(after.toDoubles(), half, 2 * half))
          .isEqualTo(Arrays.copyOfRange(before.toDoubles(), half, 2 * half));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void theWidthIsThatOfTheSettings(int width) {
    TinyNetwork network =
        new TinyNetwork(new TinySettings(width, 0), new ImageSpec(1, 4, List.of(8, 8)));

    assertThat(network.variables())
        .filteredOn(spec -> spec.name().equals("body.weight"))
        .singleElement()
        .extracting(VariableSpec::shape)
        .isEqualTo(Shape.of(width, width, 3, 3));
  }
}
