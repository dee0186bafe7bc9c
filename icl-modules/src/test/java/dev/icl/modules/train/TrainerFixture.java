package dev.icl.modules.train;

import static dev.icl.modules.train.FakeEngine.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.StepTrace;
import dev.icl.modules.network.SegmentationNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A trainer of a method of three variables, on an engine that gives the losses it is told to. */
abstract class TrainerFixture {
  static final RandomKey ROOT = RandomKey.of(7);
  static final VariableSpec WEIGHT = parameter("encoder.weight", 2, 3);
  static final VariableSpec TRACKED =
      new VariableSpec(
          "encoder.num_batches_tracked",
          DType.I64,
          Shape.scalar(),
          VariableKind.BUFFER,
          (dtype, shape, key) -> HostTensor.zeros(dtype, shape));
  static final VariableSpec QUERY = parameter("sspa.guided_Q", 1, 4);

  @TempDir Path temporary;
  final FakeEngine engine = new FakeEngine(n -> losses(2.0 - 0.1 * n, 1.5));
  final List<StepReport> reports = new ArrayList<>();
  final Method method = mock(Method.class, CALLS_REAL_METHODS);
  CheckpointFolder folder;

  @BeforeEach
  void describeTheMethod() {
    SegmentationNetwork network = mock(SegmentationNetwork.class);
    when(network.name()).thenReturn("unet2d");
    when(network.variables()).thenReturn(List.of(WEIGHT, TRACKED));
    when(method.name()).thenReturn("icl");
    when(method.network()).thenReturn(network);
    when(method.variables()).thenReturn(List.of(WEIGHT, TRACKED, QUERY));
    passes(step -> 2);
    folder =
        new CheckpointFolder(
            temporary.resolve("checkpoints"),
            new CheckpointInfo(0, Double.NaN, "icl", "unet2d", "{}", 7, Facts.NONE));
  }

  /** The number of passes of every step through the one layer. */
  void passes(IntUnaryOperator ofStep) {
    StepTrace steps = mock(StepTrace.class);
    when(steps.passes(eq(TRACKED.name()), anyInt(), anyInt()))
        .thenAnswer(
            call ->
                IntStream.range(call.getArgument(1), call.getArgument(2))
                    .mapToLong(ofStep::applyAsInt)
                    .sum());
    doReturn(steps).when(method).trace(anyMap());
  }

  static double tracked(Path file) throws IOException {
    return MiniSafetensors.read(file).tensors().get(TRACKED.name()).values()[0];
  }

  int iterationOnDisk() {
    assertThat(Files.exists(folder.best())).isTrue();
    try (Checkpoint last = Checkpoint.open(folder.last())) {
      return last.info().iteration();
    }
  }

  TrainingSummary train(FakeEngine on, int iterations, int every, Validator validator) {
    Trainer trainer = trainer(on, iterations, every);
    return trainer.train(batches(trainer.initialize()), validator, folder, List.of(reports::add));
  }

  Trainer trainer(FakeEngine on, int iterations, int every) {
    return new Trainer(on, method, config(iterations, every), ROOT);
  }

  static TrainConfig config(int iterations, int every) {
    return TrainConfig.defaults()
        .withIterations(iterations)
        .withBatch(1, 1)
        .withPatch(4, 4)
        .withValidateEvery(every);
  }

  static Map<String, HostTensor> losses(double loss, double ce) {
    Map<String, HostTensor> losses = new LinkedHashMap<>();
    losses.put("loss", scalar(loss));
    losses.put("ce", scalar(ce));
    return losses;
  }

  static Validator scores(double... means) {
    Iterator<Scores> all =
        Arrays.stream(means).mapToObj(m -> new Scores(m, List.of(m), 0.1)).iterator();
    return all::next;
  }

  static BatchSource batches(int first) {
    Iterator<Integer> iterations = IntStream.iterate(first, i -> i + 1).iterator();
    HostTensor image = HostTensor.zeros(DType.F32, Shape.of(1, 1, 4, 4));
    return new BatchSource() {
      @Override
      public Batch next() {
        return new Batch(
            iterations.next(),
            Map.of(
                Batch.IMAGE_LABELED, image,
                Batch.LABEL_LABELED, HostTensor.zeros(DType.I64, Shape.of(1, 4, 4)),
                Batch.IMAGE_UNLABELED, image),
            List.of("a", "b"));
      }

      @Override
      public void close() {}
    };
  }

  static VariableSpec parameter(String name, int... shape) {
    return new VariableSpec(
        name,
        DType.F32,
        Shape.of(shape),
        VariableKind.PARAMETER,
        (dtype, s, key) -> {
          var random = key.generator();
          return HostTensor.fill(dtype, s, i -> 1 + random.nextDouble());
        });
  }

  Path previous() {
    return CheckpointFolder.previousIn(folder.folder());
  }

  int iteration() {
    try (Checkpoint last = Checkpoint.open(folder.last())) {
      return last.info().iteration();
    }
  }
}
