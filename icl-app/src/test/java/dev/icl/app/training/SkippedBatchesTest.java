package dev.icl.app.training;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchSource;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.settings.NamedSettings;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.modules.method.CopyPasteProvider;
import dev.icl.modules.method.IclSettings;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.MethodContext;
import dev.icl.modules.method.Methods;
import dev.icl.modules.network.SegmentationNetwork;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.GuardConfig;
import dev.icl.modules.train.NonFinitePolicy;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.SkippedStep;
import dev.icl.modules.train.StepReport;
import dev.icl.modules.train.TrainConfig;
import dev.icl.modules.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings in which some batches hold NaN, on real engines and a very small network. */
class SkippedBatchesTest {
  private static final RandomKey ROOT = RandomKey.of(21);
  private static final int ITERATIONS = 6;

  /** Steps of the pre-training of copy-paste among 8. */
  private static final int PRETRAINING = 2;

  @TempDir Path temporary;
  private final SegmentationNetwork network =
      new UNet2d(1, 3, List.of(4, 4, 8, 8), List.of(0.05, 0.1, 0.2, 0.3));
  private final Method method =
      Methods.icl(new IclSettings(50, List.of(4, 2), 0.02, "dense", 1), network, List.of(16, 16));

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aSkippedBatchLeavesTheStateAsItWas(String engine) throws IOException {
    CheckpointFolder folder = folder("skipping");
    List<StepReport> reports = new ArrayList<>();

    // a checkpoint after every step
    train(engine, config(2, 1, 3), Set.of(1), folder, reports);

    assertThat(reports.get(1).skipped())
        .contains(new SkippedStep(1, 3, "the loss term 'ce' became NaN", List.of("case 1")));
    assertThat(reports.get(0).skipped()).isEmpty();
    Map<String, MiniSafetensors.Entry> before =
        MiniSafetensors.read(folder.folder().resolve("last-1.safetensors")).tensors();
    MiniSafetensors after = MiniSafetensors.read(folder.last());
    assertThat(after.tensors()).containsOnlyKeys(before.keySet());
    before.forEach(
        (name, tensor) ->
            assertThat(after.tensors().get(name).values()).as(name).isEqualTo(tensor.values()));
    assertThat(after.metadata())
        .containsEntry("iteration", "2")
        .containsEntry("skipped_batches", "1");
    assertThat(folder.folder().resolve("non-finite-1.json")).content().contains("case 1");
    assertThat(MiniSafetensors.read(folder.folder().resolve("non-finite-1.safetensors")).tensors())
        .containsOnlyKeys("input/image_labeled", "input/label_labeled", "input/image_unlabeled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aTrainingInPartsCountsAndEndsAsTheWholeOne(String engine) throws IOException {
    Set<Integer> poisoned = Set.of(0, 3);
    CheckpointFolder whole = folder("whole");
    CheckpointFolder parts = folder("parts");
    List<StepReport> found = new ArrayList<>();

    train(engine, config(ITERATIONS, 2, 2), poisoned, whole, new ArrayList<>());
    Engines.with(
        engine,
        e -> {
          Trainer trainer = new Trainer(e, method, config(ITERATIONS, 2, 2), ROOT);
          return trainer.train(
              new Batches(trainer.initialize(), poisoned),
              SkippedBatchesTest::unscored,
              parts,
              List.of(found::add),
              () -> found.size() == 2);
        });
    Engines.with(
        engine,
        e -> {
          Trainer trainer = new Trainer(e, method, config(ITERATIONS, 2, 2), ROOT);
          return trainer.train(
              new Batches(trainer.resume(parts.last()), poisoned),
              SkippedBatchesTest::unscored,
              parts,
              List.of(found::add));
        });

    assertThat(found).extracting(StepReport::iteration).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(found)
        .extracting(report -> report.skipped().map(SkippedStep::number).orElse(0))
        .containsExactly(1, 0, 0, 2, 0, 0);
    assertThat(found)
        .extracting(StepReport::learningRate)
        .as("the schedule moves on with every batch")
        .usingElementComparator(comparingDouble(rate -> Math.round(rate * 1e12)))
        // 0.01 · (1 − t / 6)^0.9 for t = 0, 0, 1, 2, 3, 4
        .containsExactly(
            0.01, 0.01, 0.008486661468, 0.006942531627, 0.005358867313, 0.003720410580);
    assertThat(parts.last()).hasSameBinaryContentAs(whole.last());
    assertThat(
            MiniSafetensors.read(whole.last())
                .tensors()
                .get("encoder.in_conv.conv_conv.1.num_batches_tracked")
                .values())
        .as("two passes of the four steps that were made")
        .containsExactly(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void copyPasteSkipsTheBatchesThatBreakItsTeacher(String engine) throws IOException {
    Method copyPaste =
        Methods.create(
            NamedSettings.of(new CopyPasteProvider()),
            new MethodContext(
                network, 8, config(8, 8, 2).batch(), (labels, sizes, classes) -> labels.clone()));
    CheckpointFolder folder = folder("teacher");
    List<StepReport> reports = new ArrayList<>();

    Engines.with(
        engine,
        e -> {
          Trainer trainer = new Trainer(e, copyPaste, config(8, 8, 2), ROOT);
          return trainer.train(
              // the first step of the self-training, and a later one
              new Batches(trainer.initialize(), Batch.IMAGE_UNLABELED, Set.of(PRETRAINING, 5)),
              SkippedBatchesTest::unscored,
              folder,
              List.of(reports::add));
        });

    assertThat(reports)
        .filteredOn(report -> report.skipped().isPresent())
        .extracting(StepReport::iteration)
        .containsExactly(PRETRAINING + 1, 6);
    Map<String, MiniSafetensors.Entry> last = MiniSafetensors.read(folder.last()).tensors();
    int taught = 8 - PRETRAINING - 2;
    String counter = "encoder.in_conv.conv_conv.1.num_batches_tracked";
    assertThat(last.get(counter).values()).containsExactly(PRETRAINING + 2 * taught);
    assertThat(last.get("teacher." + counter).values()).containsExactly(2 * taught);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void oneBatchMoreThanTheLimitStopsTheTraining(String engine) throws IOException {
    CheckpointFolder folder = folder("limited");

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                train(engine, config(ITERATIONS, 2, 2), Set.of(1, 3, 4), folder, new ArrayList<>()))
        .withMessageStartingWith(
            "training stopped at iteration 5 of 6 after 2 skipped batches, as many as"
                + " train.non_finite_limit allows because the loss term 'ce' became NaN; repair the"
                + " scans, image_labeled of this batch holds non-finite values,");

    assertThat(MiniSafetensors.read(folder.last()).metadata()).containsEntry("iteration", "4");
    assertThat(folder.folder().resolve("non-finite.json")).content().contains("case 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aStateThatHoldsNoNumbersIsNeverSaved(String engine) throws IOException {
    CheckpointFolder folder = folder("poisoned");
    String query = "sspa.guided_Q";

    assertThatExceptionOfType(UserException.class)
        .isThrownBy(
            () ->
                Engines.with(
                    engine,
                    e -> {
                      Trainer trainer = new Trainer(e, method, config(ITERATIONS, 2, 5), ROOT);
                      return trainer.train(
                          new Batches(trainer.initialize(), Set.of()),
                          SkippedBatchesTest::unscored,
                          folder,
                          List.of(
                              report -> {
                                if (report.iteration() == 3) {
                                  HostTensor value = e.variables().read(query);
                                  value.set(1, Double.NaN);
                                  e.variables().write(query, value);
                                }
                              }));
                    }))
        .withMessageContaining("next.safetensors is not written: '" + query + "' of shape [");

    assertThat(MiniSafetensors.read(folder.last()).metadata()).containsEntry("iteration", "2");
    try (Stream<Path> files = Files.list(folder.folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "last.safetensors",
              "best.safetensors",
              "non-finite-1.json",
              "non-finite-1.safetensors");
    }
  }

  private void train(
      String engine,
      TrainConfig config,
      Set<Integer> poisoned,
      CheckpointFolder folder,
      List<StepReport> reports) {
    Engines.with(
        engine,
        e -> {
          Trainer trainer = new Trainer(e, method, config, ROOT);
          return trainer.train(
              new Batches(trainer.initialize(), poisoned),
              SkippedBatchesTest::unscored,
              folder,
              List.of(reports::add));
        });
  }

  private static TrainConfig config(int iterations, int every, int limit) {
    return TrainConfig.defaults()
        .withIterations(iterations)
        .withBatch(2, 2)
        .withPatch(16, 16)
        .withValidateEvery(every)
        .withGuard(new GuardConfig(5, NonFinitePolicy.SKIP, limit));
  }

  private CheckpointFolder folder(String name) {
    return new CheckpointFolder(
        temporary.resolve(name),
        new CheckpointInfo(0, Double.NaN, "icl", "unet2d", "{}", 21, Facts.NONE));
  }

  private static Scores unscored() {
    return new Scores(0.5, List.of(0.5), 0);
  }

  /** Noise, with NaN in the images of some. */
  private static final class Batches implements BatchSource {
    private final String images;
    private final Set<Integer> poisoned;
    private int iteration;

    Batches(int first, Set<Integer> poisoned) {
      this(first, Batch.IMAGE_LABELED, poisoned);
    }

    Batches(int first, String images, Set<Integer> poisoned) {
      this.iteration = first;
      this.images = images;
      this.poisoned = poisoned;
    }

    @Override
    public Batch next() {
      RandomKey key = ROOT.child("batch").child(iteration);
      Map<String, HostTensor> tensors = new HashMap<>();
      tensors.put(Batch.IMAGE_LABELED, noise(key.child("labeled")));
      tensors.put(Batch.IMAGE_UNLABELED, noise(key.child("unlabeled")));
      tensors.put(
          Batch.LABEL_LABELED, HostTensor.fill(DType.I64, Shape.of(2, 16, 16), i -> i % 16 / 6));
      if (poisoned.contains(iteration)) {
        tensors.get(images).set(7, Double.NaN);
      }
      return new Batch(iteration, tensors, List.of("case " + iteration++));
    }

    @Override
    public void close() {}
  }

  private static HostTensor noise(RandomKey key) {
    UniformRandomProvider random = key.generator();
    return HostTensor.fill(DType.F32, Shape.of(2, 1, 16, 16), i -> random.nextDouble());
  }
}
