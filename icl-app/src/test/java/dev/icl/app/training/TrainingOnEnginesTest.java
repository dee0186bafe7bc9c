package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.engine.Engine;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.inference.Predictor;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.StepReport;
import dev.icl.modules.train.TrainConfig;
import dev.icl.modules.train.Trainer;
import dev.icl.modules.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The training loop, ICL and checkpoints together, on real engines and a very small network. */
class TrainingOnEnginesTest {
  private static final RandomKey ROOT = RandomKey.of(21);
  private static final HostTensor SCAN = noise(ROOT.child("scan"), 3);
  private static final Validator NO_VALIDATION = () -> new Scores(0.5, List.of(0.5), 0);

  @TempDir Path folder;

  private final SegmentationNetwork network =
      new UNet2d(1, 3, List.of(4, 4, 8, 8), List.of(0.05, 0.1, 0.2, 0.3));
  private final Method method =
      Methods.icl(new IclSettings(50, List.of(4, 2), 0.02, "dense", 1), network, List.of(16, 16));

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aResumedTrainingGoesOnAsIfItHadNotStopped(String name) {
    CheckpointFolder whole = folder(name, "whole");
    CheckpointFolder parts = folder(name, "parts");
    List<StepReport> expected = new ArrayList<>();
    List<StepReport> found = new ArrayList<>();

    withEngine(
        name, e -> trainer(e, 4).train(batches(0), NO_VALIDATION, whole, List.of(expected::add)));
    // The schedule ends at the fourth step in both: the first part stops where its batches end.
    withEngine(
        name,
        e -> {
          Trainer first = trainer(e, 4);
          try {
            return first.train(batchesUntil(2), NO_VALIDATION, parts, List.of(found::add));
          } catch (Interruption stopped) {
            return null;
          }
        });
    withEngine(
        name,
        e -> {
          Trainer second = new Trainer(e, method, config(4), ROOT);
          int done = second.resume(parts.last());
          return second.train(batches(done), NO_VALIDATION, parts, List.of(found::add));
        });

    assertThat(found).hasSize(4);
    for (int i = 0; i < 4; i++) {
      assertThat(found.get(i).losses()).isEqualTo(expected.get(i).losses());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void theLossFallsAndEveryTermIsReported(String name) {
    List<StepReport> reports = new ArrayList<>();

    withEngine(
        name,
        e ->
            trainer(e, 30)
                .train(batches(0), NO_VALIDATION, folder(name, "run"), List.of(reports::add)));

    assertThat(reports.get(0).losses().keySet())
        .containsExactly("loss", "ce", "dice", "aux", "pse", "consis");
    assertThat(reports.get(29).losses().get("ce")).isLessThan(reports.get(0).losses().get("ce"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void theBestCheckpointIsTheBackboneAloneAndSegmentsAsTheTrainedEngineDid(String name)
      throws IOException {
    CheckpointFolder run = folder(name, "run");
    HostTensor expected =
        withEngine(
            name,
            e -> {
              trainer(e, 2).train(batches(0), NO_VALIDATION, run, List.of());
              return predict(e);
            });

    HostTensor found =
        withEngine(
            name,
            e -> {
              try (Checkpoint best = Checkpoint.open(run.best())) {
                best.createIn(e.variables(), network.variables());
              }
              return predict(e);
            });

    assertThat(found.dtype()).isEqualTo(DType.U8);
    assertThat(found.shape()).isEqualTo(Shape.of(3, 16, 16));
    assertThat(found.bytes()).isEqualTo(expected.bytes());
    MiniSafetensors file = MiniSafetensors.read(run.best());
    assertThat(file.tensors().keySet())
        .contains("encoder.in_conv.conv_conv.0.weight", "decoder.out_conv.bias")
        .noneMatch(key -> key.contains("sspa") || key.contains("uscl"));
    assertThat(file.metadata()).containsEntry("engine", name).containsEntry("seed", "21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void theLastCheckpointHasPyTorchLayoutsCountersAndMomentum(String name) throws IOException {
    CheckpointFolder run = folder(name, "run");
    double[] weight =
        withEngine(
                name,
                e -> {
                  trainer(e, 2).train(batches(0), NO_VALIDATION, run, List.of());
                  return e.variables().read("encoder.down1.maxpool_conv.1.conv_conv.4.weight");
                })
            .toDoubles();

    Map<String, MiniSafetensors.Entry> file = MiniSafetensors.read(run.last()).tensors();

    String key = "encoder.down1.maxpool_conv.1.conv_conv.4.weight";
    assertThat(file.get(key).shape()).containsExactly(4, 4, 3, 3);
    assertThat(file.get(key).values()).isEqualTo(weight);
    assertThat(file.get("optimizer.momentum_buffer." + key).shape()).containsExactly(4, 4, 3, 3);
    assertThat(file).doesNotContainKey("optimizer.momentum_buffer.uscl.guided_Q");
    assertThat(file.get("sspa.query_convs.0.weight").shape()).containsExactly(4, 8, 1);
    assertThat(file.get("encoder.in_conv.conv_conv.1.num_batches_tracked").values())
        .containsExactly(4);
    assertThat(file.get("uscl.attn_convs0.0.block.bn_depth.num_batches_tracked").values())
        .containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource({"pytorch, tensorflow", "tensorflow, pytorch"})
  void anotherEngineGoesOnWithTheSameLosses(String starts, String goesOn) {
    CheckpointFolder parts = folder(starts, "parts");
    List<StepReport> expected = new ArrayList<>();
    List<StepReport> found = new ArrayList<>();

    withEngine(
        starts,
        e ->
            trainer(e, 6)
                .train(batches(0), NO_VALIDATION, folder(starts, "whole"), List.of(expected::add)));
    withEngine(
        starts,
        e -> {
          try {
            return trainer(e, 6).train(batchesUntil(4), NO_VALIDATION, parts, List.of());
          } catch (Interruption stopped) {
            return null;
          }
        });
    withEngine(
        goesOn,
        e -> {
          Trainer second = new Trainer(e, method, config(6), ROOT);
          int done = second.resume(parts.last());
          return second.train(batches(done), NO_VALIDATION, parts, List.of(found::add));
        });

    assertThat(found).extracting(StepReport::iteration).containsExactly(5, 6);
    for (int i = 0; i < 2; i++) {
      LossCurves.assertClose(found.get(i), expected.get(4 + i), 1e-4, 1e-6);
    }
  }

  @Test
  void bothEnginesFollowOneLossCurve() {
    List<StepReport> pytorch = new ArrayList<>();
    List<StepReport> tensorflow = new ArrayList<>();

    withEngine(
        "pytorch",
        e ->
            trainer(e, 12)
                .train(batches(0), NO_VALIDATION, folder("pytorch", "p"), List.of(pytorch::add)));
    withEngine(
        "tensorflow",
        e ->
            trainer(e, 12)
                .train(
                    batches(0),
                    NO_VALIDATION,
                    folder("tensorflow", "t"),
                    List.of(tensorflow::add)));

    for (int i = 0; i < 12; i++) {
      // rounding grows with every step
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < 3 ? 1e-5 : 1e-3, 1e-6);
    }
  }

  private Trainer trainer(Engine engine, int iterations) {
    Trainer trainer = new Trainer(engine, method, config(iterations), ROOT);
    trainer.initialize();
    return trainer;
  }

  private static TrainConfig config(int iterations) {
    return TrainConfig.defaults()
        .withIterations(iterations)
        .withBatch(2, 2)
        .withPatch(16, 16)
        .withValidateEvery(2);
  }

  private CheckpointFolder folder(String engine, String run) {
    CheckpointInfo info =
        withEngine(
            engine,
            e ->
                new CheckpointInfo(
                    0, Double.NaN, "icl", "unet2d", "{}", 21, Facts.of(Provenance.of(e.info()))));
    return new CheckpointFolder(folder.resolve(run), info);
  }

  private HostTensor predict(Engine engine) {
    try (Predictor predictor = new Predictor(engine, network)) {
      return predictor.predict(SCAN);
    }
  }

  private static <T> T withEngine(String name, Function<Engine, T> work) {
    return Engines.with(name, work);
  }

  private static BatchSource batches(int first) {
    return new Batches(first, Integer.MAX_VALUE);
  }

  private static BatchSource batchesUntil(int end) {
    return new Batches(0, end);
  }

  /** Stops a training from outside. */
  private static final class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Bright squares on noise, where the square is the label. */
  private static final class Batches implements BatchSource {
    private final int end;
    private int iteration;

    Batches(int first, int end) {
      this.iteration = first;
      this.end = end;
    }

    @Override
    public Batch next() {
      if (iteration == end) {
        throw new Interruption();
      }
      RandomKey key = ROOT.child("batch").child(iteration);
      HostTensor image = noise(key.child("labeled"), 2);
      HostTensor label = HostTensor.zeros(DType.I64, Shape.of(2, 16, 16));
      for (int i = 0; i < label.size(); i++) {
        int kind = i % 16 / 6;
        label.set(i, kind);
        image.set(i, image.get(i) + kind);
      }
      Map<String, HostTensor> tensors =
          Map.of(
              Batch.IMAGE_LABELED, image,
              Batch.LABEL_LABELED, label,
              Batch.IMAGE_UNLABELED, noise(key.child("unlabeled"), 2));
      return new Batch(iteration++, tensors, List.of("a", "b", "c", "d"));
    }

    @Override
    public void close() {}
  }

  private static HostTensor noise(RandomKey key, int images) {
    UniformRandomProvider random = key.generator();
    return HostTensor.fill(DType.F32, Shape.of(images, 1, 16, 16), i -> random.nextDouble());
  }
}
