package dev.icl.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Device;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final VariableSpec WEIGHT =
      spec("net.conv.weight", DType.F32, VariableKind.PARAMETER, 2, 1, 1, 2);
  private static final VariableSpec TRACKED =
      spec("net.bn.num_batches_tracked", DType.I64, VariableKind.BUFFER);
  private static final VariableSpec QUERY =
      spec("sspa.guided_Q", DType.F32, VariableKind.PARAMETER, 1, 2);
  private static final VariableSpec MOMENTUM =
      spec("optimizer.momentum_buffer.net.conv.weight", DType.F32, VariableKind.SLOT, 2, 1, 1, 2);
  private static final CheckpointInfo INFO =
      new CheckpointInfo(
          120,
          0.75,
          "icl",
          "unet2d",
          "seed: 7\n",
          7,
          Facts.of(Map.of("engine", "pytorch", "data", "sha")));

  @TempDir Path folder;
  private final MapVariables variables = new MapVariables();
  private Path file;

  @BeforeEach
  void save() {
    variables.create(WEIGHT, HostTensor.of(WEIGHT.shape(), 1f, 2f, 3f, 4f));
    variables.create(TRACKED, HostTensor.of(Shape.scalar(), 240L));
    variables.create(QUERY, HostTensor.of(QUERY.shape(), 5f, 6f));
    variables.create(MOMENTUM, HostTensor.of(WEIGHT.shape(), .1f, .2f, .3f, .4f));
    file = folder.resolve("last.safetensors");
    Checkpoint.save(file, variables, variables.specs(), INFO);
  }

  @Test
  void aStateThatHoldsNoNumbersIsNotWrittenAndTheOldFileStays() throws IOException {
    byte[] before = Files.readAllBytes(file);
    variables.write(MOMENTUM.name(), HostTensor.of(WEIGHT.shape(), 1f, 2f, Float.NaN, 4f));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.save(file, variables, variables.specs(), INFO))
        .withMessage(
            file
                + " is not written: 'optimizer.momentum_buffer.net.conv.weight' of shape [2, 1, 1,"
                + " 2] holds NaN at place 2, so the training has diverged; lower"
                + " train.learning_rate or set train.clip_norm, and go on from the checkpoint"
                + " before with --resume --allow-changes.");

    assertThat(file).hasBinaryContent(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anIndependentReaderFindsStateDictNamesAndLayouts() throws IOException {
    MiniSafetensors found = MiniSafetensors.read(file);

    assertThat(found.tensors().keySet())
        .containsExactly(
            "net.conv.weight",
            "net.bn.num_batches_tracked",
            "sspa.guided_Q",
            "optimizer.momentum_buffer.net.conv.weight");
    MiniSafetensors.Entry weight = found.tensors().get("net.conv.weight");
    assertThat(weight.dtype()).isEqualTo("F32");
    assertThat(weight.shape()).containsExactly(2, 1, 1, 2);
    assertThat(weight.values()).containsExactly(1, 2, 3, 4);
    assertThat(found.tensors().get("net.bn.num_batches_tracked").values()).containsExactly(240);
    assertThat(found.metadata())
        .containsEntry("iteration", "120")
        .containsEntry("method", "icl")
        .containsEntry("config", "seed: 7\n");
  }

  /** Its length is at the beginning of a file, as the protocol of a pickle is of PyTorch's. */
  @Test
  void aFileWhoseHeaderHasTheLengthOfAProtocolIsACheckpoint() throws IOException {
    saveWithConfigOf(0);
    int shortest = headerLength();
    int wanted = 0x380;
    while (wanted < shortest) {
      wanted += 0x100;
    }
    saveWithConfigOf(wanted - shortest);

    assertThat(headerLength()).isEqualTo(wanted);
    assertThat(wanted).isLessThanOrEqualTo(0x580);
    Checkpoint.open(file).close();
    WeightsFile.open(file).close();
  }

  private void saveWithConfigOf(int length) {
    Checkpoint.save(
        file,
        variables,
        variables.specs(),
        new CheckpointInfo(120, 0.75, "icl", "unet2d", "#".repeat(length), 7, Facts.NONE));
  }

  private int headerLength() throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  @Test
  void eachTensorIsAskedForOnce() {
    assertThat(variables.reads()).hasSize(4).doesNotHaveDuplicates();
  }

  @Test
  void valuesOfAnotherCheckpointTakeThePlaceOfThoseThatAreThere() {
    MapVariables there = new MapVariables();
    there.create(WEIGHT, HostTensor.of(WEIGHT.shape(), 9f, 9f, 9f, 9f));
    there.create(QUERY, HostTensor.of(QUERY.shape(), 8f, 8f));
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      checkpoint.writeTo(there, List.of(WEIGHT));
    }

    assertThat(there.read(WEIGHT.name()).toDoubles()).containsExactly(1, 2, 3, 4);
    assertThat(there.read(QUERY.name()).toDoubles()).containsExactly(8, 8);
  }

  @Test
  void everythingComesBackInAFreshEngine() {
    MapVariables fresh = new MapVariables();
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      checkpoint.createIn(fresh, List.of(WEIGHT, TRACKED, QUERY));
      checkpoint.createSlotsIn(fresh);

      assertThat(checkpoint.info()).isEqualTo(INFO);
    }
    assertThat(fresh.specs())
        .extracting(VariableSpec::name, VariableSpec::kind)
        .containsExactlyElementsOf(
            variables.specs().stream().map(s -> tuple(s.name(), s.kind())).toList());
    for (VariableSpec s : variables.specs()) {
      assertThat(fresh.read(s.name()).toDoubles()).isEqualTo(variables.read(s.name()).toDoubles());
    }
  }

  @Test
  void aMissingVariableIsNamedAndNothingIsMade() {
    MapVariables fresh = new MapVariables();
    VariableSpec extra = spec("net.out.weight", DType.F32, VariableKind.PARAMETER, 3);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> checkpoint.createIn(fresh, List.of(WEIGHT, extra)))
          .withMessage(
              file
                  + " lacks 'net.out.weight' of shape [3], which the unet2d network or the icl"
                  + " method of this configuration needs; use the configuration it was trained"
                  + " with.");
    }
    assertThat(fresh.specs()).isEmpty();
  }

  @Test
  void anotherShapeIsRefusedWithBoth() {
    VariableSpec wider = spec("sspa.guided_Q", DType.F32, VariableKind.PARAMETER, 1, 9);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThatExceptionOfType(UserException.class)
          .isThrownBy(() -> checkpoint.createIn(new MapVariables(), List.of(wider)))
          .withMessageContaining("has 'sspa.guided_Q' as F32[1, 2], but")
          .withMessageContaining("needs F32[1, 9]");
    }
  }

  @Test
  void aFileOfAnotherKindIsNoCheckpoint() {
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(other, Map.of(), Map.of("x", HostTensor.scalar(1)));

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.open(other))
        .withMessage(
            other
                + " is no checkpoint of this program: its metadata lacks 'icl_format'; name one that icl train wrote.");
  }

  @Test
  void aDamagedNumberInTheMetadataIsTheUsersMistake() {
    Path other = folder.resolve("other.safetensors");
    Map<String, String> metadata = new HashMap<>(INFO.toMetadata());
    metadata.put("iteration", "many");
    Safetensors.write(other, metadata, Map.of());

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> Checkpoint.open(other))
        .withMessageStartingWith(other + " has a number in its metadata that cannot be read");
  }

  @Test
  void provenanceTellsWhatTheResultWasMadeWith() {
    assertThat(Provenance.of(new EngineInfo("pytorch", "2.7.1", Device.gpu(1), 2)))
        .containsEntry("engine", "pytorch")
        .containsEntry("engine_version", "2.7.1")
        .containsEntry("device", "gpu:1")
        .containsEntry("threads", "2")
        .containsKeys("icl_version", "java", "os");
  }

  private static VariableSpec spec(String name, DType dtype, VariableKind kind, int... shape) {
    return new VariableSpec(
        name, dtype, Shape.of(shape), kind, (d, s, key) -> HostTensor.zeros(d, s));
  }
}
