package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch 1.13 wrote, in both of its formats, by {@code torch_files.py} beside them. */
class TorchFileTest {
  @TempDir private Path folder;

  static Path written(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(TorchFileTest.class.getResource("torch-" + name + ".pth"))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types", "types-legacy"})
  void everyTypeAndEveryViewOfAStorageIsRead(String name) {
    try (WeightsFile file = WeightsFile.open(written(name))) {
      assertThat(file.info()).isEmpty();
      assertThat(file.names())
          .startsWith("layers.0.weight", "layers.0.again", "layers.0.turned")
          .hasSize(16)
          .endsWith("parameter", "empty");
      HostTensor whole = file.read("layers.0.weight");
      assertThat(whole.shape()).isEqualTo(Shape.of(2, 3, 4));
      assertThat(whole.get(23)).isEqualTo(23);
      // 0 to 23 in four rows of six, with rows and columns exchanged
      HostTensor turned = file.read("layers.0.turned");
      assertThat(turned.shape()).isEqualTo(Shape.of(6, 4));
      assertThat(turned.get(1)).isEqualTo(6);
      assertThat(turned.get(4)).isEqualTo(1);
      assertThat(file.read("layers.0.part").toFloats()).containsExactly(8, 9, 10, 14, 15, 16);
      assertThat(file.read("layers.0.repeated").toFloats()).containsExactly(2, 3, 2, 3, 2, 3);
      assertThat(file.read("half").toFloats())
          .containsExactly(1.5f, -2, 6.103515625e-05f, 5.9604645e-08f, 65504);
      assertThat(file.read("brain").toFloats()).containsExactly(1.5f, -2, 3.140625f);
      assertThat(file.read("double").get(0)).isEqualTo(1.0 / 3);
      assertThat(file.info("count")).isEqualTo(new TensorInfo("count", DType.I64, Shape.scalar()));
      assertThat(file.read("count").item()).isEqualTo(7);
      assertThat(file.read("mask").toDoubles()).containsExactly(1, 0);
      assertThat(file.read("bytes").toDoubles()).containsExactly(200, 3);
      assertThat(file.read("small").item()).isEqualTo(-5);
      assertThat(file.read("short").item()).isEqualTo(-300);
      assertThat(file.read("int").item()).isEqualTo(70000);
      assertThat(file.read("parameter").toFloats()).containsExactly(0.25f, 0.5f);
      assertThat(file.read("empty").shape()).isEqualTo(Shape.of(0, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "training-legacy"})
  void theStateDictOfATrainingIsNamedWithoutWhatItIsIn(String name) {
    try (WeightsFile file = WeightsFile.open(written(name))) {
      assertThat(file.names())
          .startsWith(
              "0.weight",
              "0.bias",
              "1.weight",
              "1.bias",
              "1.running_mean",
              "1.running_var",
              "1.num_batches_tracked",
              "optimizer.state.0.momentum_buffer")
          .hasSize(7 + 4);
      assertThat(file.read("0.weight").get(1)).isCloseTo(0.17881453, within(1e-7));
      assertThat(file.read("1.running_var").get(1)).isCloseTo(0.90037304, within(1e-7));
      assertThat(file.read("1.num_batches_tracked").item()).isEqualTo(1);
    }
  }

  /** PyTorch 1.13 was seen to load such a file; here the reader of its own files reads it. */
  @Test
  void whatIsWrittenForTorchIsReadAgain() throws IOException {
    List<VariableSpec> specs =
        List.of(
            Parameters.of("a.weight", Shape.of(2, 3), Initializers.uniform(1)),
            Parameters.computed("a.count", DType.I64, Shape.scalar(), Initializers.constant(5)),
            Parameters.of("ü.bias", Shape.of(70_000), Initializers.uniform(1)));
    Map<String, HostTensor> values = new HashMap<>();
    for (VariableSpec spec : specs) {
      values.put(
          spec.name(), spec.initializer().create(spec.dtype(), spec.shape(), RandomKey.of(1)));
    }
    Path path = folder.resolve("written.pth");
    try (OutputStream out = Files.newOutputStream(path)) {
      TorchWriter.write(out, specs, spec -> values.get(spec.name()));
    }

    try (WeightsFile file = WeightsFile.open(path)) {
      assertThat(file.names()).containsExactly("a.weight", "a.count", "ü.bias");
      for (String name : file.names()) {
        assertThat(file.read(name).shape()).isEqualTo(values.get(name).shape());
        assertThat(file.read(name).toDoubles()).isEqualTo(values.get(name).toDoubles());
      }
    }
  }

  /** Options, scores and devices are passed over, whatever protocol they are written in. */
  @ParameterizedTest
  @ValueSource(strings = {"beside-2", "beside-3", "beside-4", "beside-5", "beside-legacy"})
  void plainDataBesideTheStateDictIsPassedOver(String name) {
    try (WeightsFile file = WeightsFile.open(written(name))) {
      assertThat(file.names())
          .startsWith("module.0.weight", "module.0.bias")
          .contains("random", "optimizer_state.state.3.momentum_buffer")
          .hasSize(7 + 1 + 4);
      assertThat(file.read("module.0.weight").get(1)).isCloseTo(0.17881453, within(1e-7));
    }
  }

  @Test
  void namesOfTheSameNumbersAreKnown() throws IOException {
    try (WeightsFile file = WeightsFile.open(written("types"))) {
      assertThat(file.identity("layers.0.weight"))
          .isEqualTo(file.identity("layers.0.again"))
          .isNotEqualTo(file.identity("layers.0.turned"));
    }
  }

  @Test
  void noCheckpointIsOneOfPyTorch() {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.open(written("types")))
        .withMessage(
            "%s is a file of PyTorch's, which does not tell the network and how scans are read;"
                + " start a training from it with train.from, and name that training's checkpoint.",
            written("types"));
  }

  /** A list that is copied again and again would take more memory than any file. */
  @Test
  void whatIsCopiedAgainAndAgainIsRefused() throws IOException {
    StringBuilder pickle = new StringBuilder("](");
    for (int i = 0; i < 5_000; i++) {
      pickle.append("U\1aN\u0086");
    }
    pickle.append("eq\1");
    for (int i = 0; i < 1_000; i++) {
      pickle.append("0ccollections\nOrderedDict\nh\1\u0085R");
    }
    Path path = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "made/data.pkl", (pickle + ".").getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> WeightsFile.open(path))
        .withMessageContaining("it holds more than a state dict does");
  }

  /** A whole module would have to be made by its program; nothing of it is. */
  @Test
  void whatAsksForOtherThanTensorsIsRefused() {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> WeightsFile.open(written("module")))
        .withMessage(
            "%s is not a file of PyTorch's tensors: it holds a whole module, of the class"
                + " 'torch.nn.modules.container.Sequential', which only its program can make; save"
                + " the state dict alone, with torch.save(model.state_dict(), …).",
            written("module"));
  }

  static Stream<Arguments> picklesOfOtherThings() {
    return Stream.of(
        arguments(
            "cos\nsystem\n)R.",
            "it asks for 'os.system', and only tensors and plain data are read"),
        arguments("}q", "it ends in the middle"),
        arguments("K\5.", "it holds no dictionary"),
        arguments("u.", "it takes values from nowhere"),
        arguments("(u.", "it takes a value from nowhere"),
        arguments("h\1.", "it remembers what was never there"),
        arguments("K\1)R.", "it calls what is no function"),
        arguments("}Q.", "a tensor of it has no storage that can be read"),
        arguments("I1\n.", "it holds no dictionary"),
        arguments("I1x\n.", "it holds a number '1x'"),
        arguments("\u0093.", "it takes a value from nowhere"),
        arguments("cargparse\nNamespace\n)\u0081.", "it holds an object of 'argparse.Namespace'"),
        arguments("cbuiltins\neval\n)R.", "it asks for 'builtins.eval'"),
        arguments("ctorch\nComplexFloatStorage\n.", "it holds a tensor of a kind that is not read"),
        arguments("c__torch__.a\nNet\n)\u0081.", "it is a TorchScript program"),
        arguments("\u008b\0\0\0\u0080.", "it holds a number of -2147483648 bytes"),
        arguments("\u008e\u00ff\u00ff\u00ff\u007f\0\0\0\0.", "it ends in the middle of a text"),
        arguments("\u0082\1.", "it holds what is no tensor (opcode 0x82)"));
  }

  @ParameterizedTest
  @MethodSource("picklesOfOtherThings")
  void aPickleThatIsNoneOfTensorsSaysWhy(String pickle, String reason) throws IOException {
    Path path = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "made/data.pkl", pickle.getBytes(StandardCharsets.ISO_8859_1));
    }

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> WeightsFile.open(path))
        .withMessageContaining(": " + reason)
        .withMessageEndingWith(
            "; save the state dict alone, with torch.save(model.state_dict(), …).");
  }

  @Test
  void anArchiveOfSomethingElseIsRefused() throws IOException {
    Path path = folder.resolve("made.pth");
    try (OutputStream out = Files.newOutputStream(path);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "readme.txt", new byte[] {1, 2, 3});
    }

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> WeightsFile.open(path))
        .withMessageContaining("its archive has no data.pkl; save the state dict alone");
  }

  static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(sum.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }
}
