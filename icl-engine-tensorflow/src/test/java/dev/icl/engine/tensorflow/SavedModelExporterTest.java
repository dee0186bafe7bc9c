package dev.icl.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramExporter.Example;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.ops.ConvSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.Resize;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

class SavedModelExporterTest {
  private static final Map<String, Example> IMAGES =
      Map.of("x", new Example(DType.F32, Shape.of(2, 6, 10)));

  @TempDir Path folder;
  private final UniformRandomProvider random = RandomKey.of(3).generator();
  private TensorFlowEngine engine;
  private SavedModelExporter exporter;

  @BeforeEach
  void startWithAVariable() {
    engine = new TensorFlowEngine(EngineOptions.defaults());
    exporter = new SavedModelExporter(engine);
    HostTensor weight = draw(Shape.of(5, 2, 3, 3));
    engine
        .variables()
        .create(
            new VariableSpec(
                "w", DType.F32, weight.shape(), VariableKind.PARAMETER, (d, s, k) -> weight),
            weight);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theModelComputesWhatTheProgramDoesForBatchesOfAnySize(int batch) {
    Path model = folder.resolve("model");
    exporter.export(SavedModelExporterTest::network, IMAGES, Map.of(), model);
    HostTensor x = draw(Shape.of(batch, 2, 6, 10));

    HostTensor expected =
        engine
            .compile(SavedModelExporterTest::network, Compilation.inference())
            .run(Map.of("x", x), RandomKey.of(0))
            .get("y");

    assertThat(expected.shape()).isEqualTo(Shape.of(batch, 5, 12, 20));
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 images =
            TFloat32.tensorOf(
                org.tensorflow.ndarray.Shape.of(batch, 6, 10, 2),
                data ->
                    data.scalars()
                        .forEachIndexed(
                            (at, cell) ->
                                cell.setFloat(
                                    (float)
                                        x.get(
                                            (int)
                                                (((at[0] * 2 + at[3]) * 6 + at[1]) * 10
                                                    + at[2])))));
        Result result = bundle.function("serving_default").call(Map.of("x", images))) {
      TFloat32 y = (TFloat32) result.get("y").orElseThrow();
      assertThat(y.shape().asArray()).containsExactly(batch, 12, 20, 5);
      y.scalars()
          .forEachIndexed(
              (at, cell) ->
                  assertThat((double) cell.getFloat())
                      .isCloseTo(
                          expected.get((int) (((at[0] * 5 + at[3]) * 12 + at[1]) * 20 + at[2])),
                          within(1e-5)));
    }
  }

  @Test
  void imagesMayBeLarge() {
    Path model = folder.resolve("model");

    exporter.export(
        SavedModelExporterTest::network,
        Map.of("x", new Example(DType.F32, Shape.of(2, 4096, 4096))),
        Map.of(),
        model);

    assertThat(model.resolve("saved_model.pb")).isNotEmptyFile();
  }

  @Test
  void notesLieBesideTheModel() {
    exporter.export(
        SavedModelExporterTest::network,
        IMAGES,
        Map.of("about.txt", "hearts"),
        folder.resolve("model"));

    assertThat(folder.resolve("model/assets.extra/about.txt")).hasContent("hearts");
    assertThat(folder)
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
  }

  @Test
  void whatIsThereIsNotOverwritten() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));

    assertThatThrownBy(
            () -> exporter.export(SavedModelExporterTest::network, IMAGES, Map.of(), taken))
        .isInstanceOf(UserException.class)
        .hasMessage(taken + " exists already; name a folder that does not, or remove it first.");
  }

  /** Sizes that are multiples of the batch are computed from it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aProgramMayMixTheBatch(int batch) {
    Program mean =
        (scope, inputs) -> {
          Tensor x = inputs.get("x");
          Tensor sum = scope.ops().sum(x, true, 0);
          return Map.of("y", scope.ops().broadcastTo(sum, x.shape()));
        };
    Path model = folder.resolve("model");
    exporter.export(mean, IMAGES, Map.of(), model);

    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve");
        TFloat32 ones =
            TFloat32.tensorOf(
                org.tensorflow.ndarray.Shape.of(batch, 6, 10, 2),
                data -> data.scalars().forEach(cell -> cell.setFloat(1)));
        Result result = bundle.function("serving_default").call(Map.of("x", ones))) {
      TFloat32 y = (TFloat32) result.get("y").orElseThrow();
      assertThat(y.shape().asArray()).containsExactly(batch, 6, 10, 2);
      y.scalars().forEach(cell -> assertThat(cell.getFloat()).isEqualTo(batch));
    }
  }

  @Test
  void aProgramThatKnowsTheBatchIsRefused() {
    Program counted =
        (scope, inputs) -> {
          Tensor x = inputs.get("x");
          return Map.of("y", scope.ops().mul(x, x.shape().dim(0)));
        };

    assertThatThrownBy(() -> exporter.export(counted, IMAGES, Map.of(), folder.resolve("model")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be written for batches of any size");
    assertThat(folder).isEmptyDirectory();
  }

  private static Map<String, Tensor> network(
      dev.icl.core.engine.Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor hidden =
        ops.relu(
            ops.conv(
                scope.dropout(inputs.get("x"), 0.5, inputs.get("x").shape()),
                scope.variable("w"),
                null,
                ConvSpec.same(3, 3)));
    return Map.of("y", ops.resize(hidden, Shape.of(12, 20), Resize.LINEAR_ALIGNED));
  }

  private HostTensor draw(Shape shape) {
    return HostTensor.fill(DType.F32, shape, i -> random.nextDouble() - 0.5);
  }
}
