package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void everyTypeAndShapeComesBackAsItWas() {
    Map<String, HostTensor> tensors = samples();
    Map<String, String> metadata = Map.of("format", "pt", "quote", "\"é\n\\");
    Path file = folder.resolve("new/folder/a.safetensors");

    Safetensors.write(file, metadata, tensors);

    try (SafetensorsFile back = SafetensorsFile.open(file)) {
      assertThat(back.metadata()).isEqualTo(metadata);
      assertThat(back.names()).containsExactlyElementsOf(tensors.keySet());
      tensors.forEach(
          (name, t) -> {
            assertThat(back.info(name)).isEqualTo(new TensorInfo(name, t.dtype(), t.shape()));
            assertThat(back.read(name).bytes()).isEqualTo(t.bytes());
          });
    }
  }

  @Test
  void anIndependentReaderFindsNamesShapesAndValues() throws IOException {
    Map<String, HostTensor> tensors = samples();
    Path file = folder.resolve("a.safetensors");

    Safetensors.write(file, Map.of("k", "v"), tensors);

    MiniSafetensors back = MiniSafetensors.read(file);
    assertThat(back.metadata()).containsExactly(Map.entry("k", "v"));
    assertThat(back.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach(
        (name, t) -> {
          MiniSafetensors.Entry found = back.tensors().get(name);
          assertThat(found.dtype()).isEqualTo(t.dtype().name());
          assertThat(found.shape()).hasToString(t.shape().toString());
          assertThat(found.values()).isEqualTo(t.toDoubles());
        });
  }

  @Test
  void valuesAreAlignedToTheirSize() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("bytes", HostTensor.zeros(DType.U8, Shape.of(3)));
    tensors.put("longs", HostTensor.of(Shape.of(1), 7L));
    Path file = folder.resolve("a.safetensors");

    Safetensors.write(file, Map.of(), tensors);

    String header = headerOf(file);
    assertThat(header.length() % 8).isZero();
    assertThat(header)
        .contains("\"longs\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of(), Map.of("x", HostTensor.scalar(1)));
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(
            () ->
                Safetensors.write(
                    file,
                    Map.of(),
                    List.of(new TensorInfo("x", DType.F32, Shape.scalar())),
                    name -> HostTensor.of(Shape.of(2), 1f, 2f)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderInTheWayOfWritingIsTheUsersMistake() throws IOException {
    Path file = Files.createDirectories(folder.resolve("a.safetensors/inside")).getParent();

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Safetensors.write(file, Map.of(), Map.of()))
        .withMessageContaining(file + " cannot be written");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|takes 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|ends at byte 8",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,0]}}|takes 4 bytes",
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}|tensor 'a' has the type"
            + " BF16",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|out of range",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|shape of 'a'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,4]}}|impossible"
            + " shape",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2147483647,2147483647,2147483647,0],\"data_offsets\":[0,0]}}|impossible",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}}|out of"
            + " range",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}|lacks a dtype",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|unknown key 'x'",
        "{\"__metadata__\":{\"a\":1}}|'__metadata__.a' should be value_string",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}|tensor"
            + " 'b' begins at byte 1",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|after a gap",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}|but 4 follow",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|Duplicate field 'a'",
        "[]|the header should be start_object",
        "{\"a\":|not the JSON expected",
        "{} {}|behind the closing brace",
      })
  void aHeaderThatLiesIsRefusedWithFileAndReason(String header, String reason) throws IOException {
    Path file = file(header.length(), header.getBytes(StandardCharsets.UTF_8), 4);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageStartingWith(file + " is not a well-formed safetensors file: ")
        .withMessageContaining(reason)
        .withMessageEndingWith(".");
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "3000", "100000001", "9223372036854775807"})
  void aHeaderLengthBeyondTheFileIsRefused(long length) throws IOException {
    Path file = file(length, "{}".getBytes(StandardCharsets.UTF_8), 100);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining(file + " is not a well-formed safetensors file: its header is said");
  }

  @Test
  void aHeaderThatIsNoUtf8IsRefused() throws IOException {
    Path file = file(4, new byte[] {'{', '"', (byte) 0xff, '"'}, 0);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SafetensorsFile.open(file))
        .withMessageContaining("not valid UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SafetensorsFile.open(folder.resolve("no.safetensors")))
        .withMessageContaining("no.safetensors does not exist");
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> SafetensorsFile.open(folder))
        .withMessageContaining("is not a file");
  }

  @Test
  void aTensorThatIsNotThereIsNamed() {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of(), Map.of("x", HostTensor.scalar(1)));

    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> open.read("y"))
          .withMessage(file + " holds no tensor 'y' among its 1; name another file.");
    }
  }

  @Test
  void anyMutationGivesAValueOrTheUsersMistake() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, Map.of("key", "value"), samples());
    byte[] good = Files.readAllBytes(file);
    int headerEnd = 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    UniformRandomProvider random = RandomKey.of(11).child("fuzz").generator();
    int refused = 0;
    for (int round = 0; round < 4000; round++) {
      Path mutant = folder.resolve("mutant.safetensors");
      Files.write(mutant, mutate(good, headerEnd, random));
      try {
        Safetensors.readAll(mutant);
      } catch (UserException e) {
        refused++;
        assertThat(e).hasMessageContaining("mutant.safetensors");
      }
    }
    assertThat(refused).isBetween(2000, 3999);
  }

  private static byte[] mutate(byte[] good, int headerEnd, UniformRandomProvider random) {
    byte[] bytes = good.clone();
    int edits = 1 + random.nextInt(3);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(headerEnd + 20);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) "0123456789,:[]{}\"-".charAt(random.nextInt(18));
        default -> bytes[at] = bytes[random.nextInt(headerEnd)];
      }
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 50)) : bytes;
  }

  private Path file(long length, byte[] header, int data) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    return Files.write(folder.resolve("bad.safetensors"), bytes.array());
  }

  private static String headerOf(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    return new String(header, StandardCharsets.UTF_8);
  }

  private static Map<String, HostTensor> samples() {
    UniformRandomProvider random = RandomKey.of(5).generator();
    List<Shape> shapes =
        List.of(Shape.scalar(), Shape.of(3), Shape.of(2, 1, 5), Shape.of(0), Shape.of(4, 0, 2));
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (Shape shape : new ArrayList<>(shapes)) {
      for (DType dtype : DType.values()) {
        int bound = dtype == DType.BOOL ? 2 : 200;
        tensors.put(
            "tensor.%s.%s".formatted(dtype, shape),
            HostTensor.fill(dtype, shape, i -> random.nextInt(bound) * 1.25));
      }
    }
    tensors.put("", HostTensor.scalar(3.5));
    tensors.put("ünï \"cøde\"", HostTensor.of(Shape.of(1), Long.MIN_VALUE));
    return tensors;
  }
}
