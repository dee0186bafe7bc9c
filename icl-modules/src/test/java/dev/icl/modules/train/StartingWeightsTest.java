package dev.icl.modules.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.ProcessGroup;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartingWeightsTest extends TrainerFixture {
  private static final String OWN = entry("encoder.weight", "F32", "2,3", 0, 24);

  @Test
  void tensorsOfTheSameNameAreTakenAndTheOthersDrawn() throws IOException {
    Path file = write(OWN + "," + entry("head.weight", "F32", "1", 24, 28), 1, 2, 3, 4, 5, 6, 7);
    FakeEngine fresh = new FakeEngine(n -> losses(1, 1));
    trainer(fresh, 1, 1).initialize();

    TrainingSummary summary = train(start(file));

    // the engine adds one to every parameter at every step
    assertThat(engine.variables().read("encoder.weight").toFloats())
        .containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(engine.variables().read("sspa.guided_Q").get(0))
        .isEqualTo((float) (fresh.variables().read("sspa.guided_Q").get(0) + 1));
    assertThat(summary.from())
        .isEqualTo(
            new StartReport(
                file.toString(),
                1,
                List.of("encoder.num_batches_tracked"),
                1,
                List.of("head.weight"),
                List.of(),
                "",
                List.of(),
                Map.of()));
    assertThat(summary.from().toSentence())
        .isEqualTo(
            "Starts from %s: 1 tensor matched; 1 of the network missing there (encoder.num_batches_tracked); 1 of the file not used (head.weight); 1 of the method's own start afresh."
                .formatted(file));
  }

  @Test
  void aTeacherStartsWithWhatItIsACopyOf() throws IOException {
    VariableSpec teacher = parameter("teacher.encoder.weight", 2, 3);
    when(method.variables()).thenReturn(List.of(WEIGHT, TRACKED, teacher));
    when(method.copies()).thenReturn(List.of("teacher."));
    StartConfig start = start(write(OWN, 1, 2, 3, 4, 5, 6));

    new Trainer(engine, method, config(1, 1).withStart(start), ROOT).initialize();

    assertThat(engine.variables().read(teacher.name()).toFloats())
        .containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(report(start).matched()).isEqualTo(1);
    assertThat(report(start).missingOfMethod()).isZero();
  }

  @Test
  void aFolderWithoutTheNetworkOfAnEndIsSaid() throws IOException {
    train(engine, 1, 1, scores(0.5));
    Files.delete(folder.end());
    List<String> notices = new ArrayList<>();
    FakeEngine other = new FakeEngine(n -> losses(1, 1));
    Trainer trainer =
        new Trainer(
            other,
            method,
            config(1, 1).withStart(start(folder.folder())),
            ROOT,
            ProcessGroup.ALONE,
            notices::add);

    trainer.initialize();

    assertThat(notices)
        .containsExactly(
            "%s is not there: the training is not at its end, or an earlier version made it; %s is taken."
                .formatted(folder.end(), folder.last()));
    assertThat(other.variables().read("encoder.weight").toFloats())
        .containsExactly(engine.variables().read("encoder.weight").toFloats());
  }

  @Test
  void prefixesChooseAndRename() throws IOException {
    Path file =
        write(
            entry("module.weight", "F32", "2,3", 0, 24)
                + ","
                + entry("sspa.guided_Q", "F32", "1,4", 24, 40),
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10);

    StartReport renamed = report(start(file, "module.=encoder."));
    assertThat(renamed.matched()).isEqualTo(1);
    assertThat(renamed.unused()).containsExactly("sspa.guided_Q");

    StartReport both = report(start(file, "absent.=encoder.", "module.=encoder.", "sspa."));
    assertThat(both.matched()).isEqualTo(2);
    assertThat(both.unused()).isEmpty();
    assertThat(both.missingOfMethod()).isZero();

    StartReport asItIs = report(start(file));
    assertThat(asItIs.missing()).containsExactly("encoder.weight", "encoder.num_batches_tracked");
    assertThat(asItIs.unused()).containsExactly("module.weight");
  }

  @Test
  void anotherShapeIsRefusedUnlessItIsToBeSkipped() throws IOException {
    Path file =
        write(
            entry("encoder.weight", "F32", "3,2", 0, 24)
                + ","
                + entry("sspa.guided_Q", "F32", "1,4", 24, 40),
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> report(start(file)))
        .withMessage(
            "train.from: %s has tensors of other shapes: 'encoder.weight' is [3, 2], here [2, 3]; set the network as the file has it, or train.from_mismatch to skip, which leaves these at fresh values."
                .formatted(file));

    StartReport skipped = report(new StartConfig(file.toString(), List.of(), FromMismatch.SKIP));
    assertThat(skipped.matched()).isEqualTo(1);
    assertThat(skipped.otherShape()).containsExactly("encoder.weight");
    assertThat(skipped.missing()).containsExactly("encoder.num_batches_tracked");
    assertThat(skipped.unused()).isEmpty();
  }

  @Test
  void aFileOfWhichNothingFitsIsRefused() throws IOException {
    Path file = write(entry("net.weight", "F32", "2", 0, 8), 1, 2);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> report(start(file)))
        .withMessage(
            "train.from: of 1 tensor in %s none goes into the unet2d network: it has 'net.weight', and the network 'encoder.weight'; name another file, or say with train.from_prefixes which names go together."
                .formatted(file));
    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> report(start(temporary.resolve("none.safetensors"))))
        .withMessage(
            "train.from: there is no file %s; name a checkpoint, or a state dict in safetensors or PyTorch's .pth."
                .formatted(temporary.resolve("none.safetensors")));
  }

  @Test
  void valuesThatAreNoNumbersAreRefused() throws IOException {
    Path file = write(OWN, 1, 2, Float.NaN, 4, 5, 6);

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(() -> train(start(file)))
        .withMessage(
            "%s holds NaN in 'encoder.weight' of shape [2, 3] at place 2, so it is of no use to start from; name another file."
                .formatted(file));
  }

  @Test
  void doublePrecisionIsRounded() throws IOException {
    ByteBuffer values = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++) {
      values.putDouble(0.1 * i);
    }
    Path file = write(entry("encoder.weight", "F64", "2,3", 0, 48), values.array());

    try (StartingWeights weights = StartingWeights.open(start(file), method)) {
      assertThat(weights.valueOf(WEIGHT).orElseThrow().toFloats())
          .containsExactly(0f, 0.1f, (float) (0.1 * 2), (float) (0.1 * 3), 0.4f, 0.5f);
    }
  }

  /** What the optimiser remembered is neither taken nor missed; the file may be gone later. */
  @Test
  void aCheckpointIsTakenAndATrainingThatGoesOnTellsItStill() throws IOException {
    train(engine, 2, 1, scores(0.5, 0.5));
    Path file = Files.copy(folder.last(), temporary.resolve("start.safetensors"));
    double[] weights = MiniSafetensors.read(file).tensors().get("encoder.weight").values();
    FakeEngine next = new FakeEngine(n -> losses(1, 1));
    StartConfig start = start(file);

    Trainer first = new Trainer(next, method, config(9, 3).withStart(start), ROOT);
    first.train(
        batches(first.initialize()), scores(0.5), folder, List.of(), () -> next.rates.size() == 3);

    assertThat(next.variables().read("encoder.weight").get(0)).isEqualTo((float) weights[0] + 3);
    Files.delete(file);
    FakeEngine last = new FakeEngine(n -> losses(1, 1));
    Trainer second = new Trainer(last, method, config(9, 3).withStart(start), ROOT);
    int done = second.resume(folder.last());
    TrainingSummary summary = second.train(batches(done), scores(0.5, 0.5), folder, List.of());

    assertThat(done).isEqualTo(3);
    assertThat(summary.from())
        .isEqualTo(
            new StartReport(
                file.toString(), 3, List.of(), 0, List.of(), List.of(), "", List.of(), Map.of()));
    JsonNode json = new ObjectMapper().readTree(summary.toJson()).get("from");
    assertThat(json)
        .hasToString(
            "{\"file\":\"%s\",\"matched\":3,\"missing\":[],\"missing_of_method\":0,\"unused\":[],\"other_shape\":[]}"
                .formatted(file));
  }

  @Test
  void theFirstNamesOfALongListAreSaid() {
    assertThat(StartReport.listed(List.of("a", "b", "c", "d", "e", "f", "g")))
        .isEqualTo("a, b, c, d, e and 2 more");
    assertThat(StartReport.listed(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c, d, e");
  }

  private static StartConfig start(Path file, String... prefixes) {
    return new StartConfig(file.toString(), List.of(prefixes), FromMismatch.REFUSE);
  }

  private StartReport report(StartConfig start) {
    try (StartingWeights weights = StartingWeights.open(start, method)) {
      return weights.report();
    }
  }

  private TrainingSummary train(StartConfig start) {
    Trainer trainer = new Trainer(engine, method, config(1, 1).withStart(start), ROOT);
    return trainer.train(batches(trainer.initialize()), scores(0.5), folder, List.of(reports::add));
  }

  private static String entry(String name, String type, String shape, int begin, int end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }

  private Path write(String entries, float... values) throws IOException {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return write(entries, data.array());
  }

  /** As any program writes a state dict. */
  private Path write(String entries, byte[] data) throws IOException {
    byte[] header = ("{" + entries + "}").getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + header.length + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    return Files.write(temporary.resolve("weights.safetensors"), file.array());
  }
}
