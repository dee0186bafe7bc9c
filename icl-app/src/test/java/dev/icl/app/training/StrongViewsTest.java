package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.checkpoint.Facts;
import dev.icl.core.checkpoint.MiniSafetensors;
import dev.icl.core.random.RandomKey;
import dev.icl.data.Datasets;
import dev.icl.data.batch.BatchSettings;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.data.model.Dataset;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.StepImages;
import dev.icl.modules.network.UNet2d;
import dev.icl.modules.train.CheckpointFolder;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.StepReport;
import dev.icl.modules.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method that learns from a strong view, which the data side draws, on both engines. */
class StrongViewsTest {
  private static final RandomKey ROOT = RandomKey.of(11);
  private static final int ITERATIONS = 8;

  @TempDir Path temporary;

  private final RunConfig config =
      SmallRuns.config("pytorch", "train.iterations=" + ITERATIONS, "train.validate_every=8");
  private final Dataset dataset = Datasets.open(config.data());
  private final Method method =
      new ThresholdedPseudoLabels(
          new UNet2d(1, dataset.classes(), List.of(4, 4, 8, 8), List.of(0.05, 0.1, 0.2, 0.3)), 0.3);

  @Test
  void bothEnginesFollowOneLossCurve() throws IOException {
    List<StepReport> pytorch = run("pytorch");
    List<StepReport> tensorflow = run("tensorflow");

    for (int i = 0; i < ITERATIONS; i++) {
      // rounding grows with every step
      LossCurves.assertClose(tensorflow.get(i), pytorch.get(i), i < 3 ? 1e-5 : 1e-2, 1e-6);
    }
    assertThat(pytorch).anyMatch(report -> report.losses().get("pse") > 0);
    // the weak views, and the labelled images with the strong ones
    assertThat(
            MiniSafetensors.read(temporary.resolve("pytorch/last.safetensors"))
                .tensors()
                .get("encoder.in_conv.conv_conv.1.num_batches_tracked")
                .values())
        .containsExactly(2 * ITERATIONS);
  }

  @Test
  void viewsOfOneImageCountOnce() {
    assertThat(method.usesUnlabeled()).isTrue();
    assertThat(method.stepImages(config.train().batch())).isEqualTo(new StepImages(2, 2));
    try (TwoStreamBatchSource batches = batches()) {
      Batch batch = batches.next();

      assertThat(batch.tensors().keySet()).isEqualTo(method.batch().tensors());
      assertThat(batch.cases()).hasSize(4);
    }
  }

  private TwoStreamBatchSource batches() {
    return TwoStreamBatchSource.start(
        dataset,
        dataset.labeledSplit(config.data().labeled()),
        BatchSettings.of(config.data(), config.train().batch(), 0).with(method.batch()),
        ROOT.child("data"));
  }

  private List<StepReport> run(String engine) {
    List<StepReport> reports = new ArrayList<>();
    CheckpointFolder folder =
        new CheckpointFolder(
            temporary.resolve(engine),
            new CheckpointInfo(0, Double.NaN, method.name(), "unet2d", "{}", 11, Facts.NONE));
    try (TwoStreamBatchSource batches = batches()) {
      return Engines.with(
          engine,
          e -> {
            Trainer trainer = new Trainer(e, method, config.train(), ROOT);
            trainer.initialize();
            trainer.train(
                batches, () -> new Scores(0.5, List.of(0.5), 0), folder, List.of(reports::add));
            return reports;
          });
    }
  }
}
