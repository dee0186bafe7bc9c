package dev.icl.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.ChannelInputs;
import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.predict.Segmentation;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.run.Evaluation;
import dev.icl.app.run.EvaluationSettings;
import dev.icl.app.run.EvaluationSplit;
import dev.icl.app.run.RunFolder;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.metrics.Metric;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.modules.train.StepReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patches of whole scans on both engines: trained on, scored and predicted. */
class VolumesOnEnginesTest {
  @TempDir Path temporary;
  private PluggedNetwork network;

  @BeforeEach
  void scansAndANetwork() throws IOException {
    new PhantomFolder(temporary.resolve("scans")).write(4, 3);
    new PhantomFolder(temporary.resolve("two")).writeTwoChannels(4, 3);
    network = new PluggedNetwork(temporary, VolumeNetworkProvider.class);
  }

  @AfterEach
  void noPlugins() throws IOException {
    network.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void aVolumetricNetworkIsTrainedScoredAndPredictsWith(String engine) throws IOException {
    Path network = train(config(engine));

    score(config(engine), network);
    Scan scan =
        VolumeFormats.installed().readImage(temporary.resolve("scans/images/case04.nii.gz"));
    try (Segmenter segmenter = Segmenter.load(network)) {
      Scan labels = segmenter.segment(scan);
      assertThat(labels.shape()).isEqualTo(scan.shape());
      assertThat(labels.affine()).isEqualTo(scan.affine());
    }
  }

  @ParameterizedTest
  @CsvSource({"pytorch, '[24, 20]'", "tensorflow, '[24, 20]'", "pytorch, '[4, 24, 20]'"})
  void twoChannelsAreTrainedScoredAndPredictedWith(String engine, String patch) throws IOException {
    RunConfig config =
        config(
            engine,
            "data.root=two",
            "data.channels=[bright, dark]",
            "data.foreground_share=0",
            "train.patch=" + patch);

    Path network = train(config);

    score(config, network);
    VolumeFormats formats = VolumeFormats.installed();
    Path out = temporary.resolve("out");
    List<PredictionInputs.Input> files =
        new PredictionInputs(formats, temporary, out, notice -> {}).of(List.of("two/images"));
    try (Segmenter segmenter = Segmenter.load(network)) {
      List<PredictionInputs.Input> scans = ChannelInputs.of(files, segmenter.channelNames());
      CohortPrediction.Result result =
          new CohortPrediction(
                  segmenter,
                  formats,
                  new PredictionOutputs(LabelFormat.SAME, new ScoreOutputs(true, true)),
                  false)
              .run(scans, out, CohortPrediction.Pictures.NONE, new NoListener());

      assertThat(segmenter.channelNames()).containsExactly("bright", "dark");
      assertThat(result.failures()).isEmpty();
      assertThat(result.done()).isEqualTo(4);
      Scan dark = formats.readImage(temporary.resolve("two/images/case04_0001.nii.gz"));
      assertThat(formats.readLabel(out.resolve("case04.nii.gz")).shape()).isEqualTo(dark.shape());
      Scan probabilities = formats.readImage(out.resolve("probabilities/case04.nii.gz"));
      Scan uncertainty = formats.readImage(out.resolve("uncertainty/case04.nii.gz"));
      assertThat(probabilities.shape())
          .isEqualTo(dark.shape().append(segmenter.classNames().size()));
      assertThat(uncertainty.shape()).isEqualTo(dark.shape());
      int voxels = uncertainty.voxels().size();
      byte[] labels =
          formats.readLabel(out.resolve("case04.nii.gz")).labels(AxisOrder.FIRST_FASTEST, 4);
      for (int i = 0; i < voxels; i++) {
        double sum = 0;
        double entropy = 0;
        int best = 0;
        for (int c = 0; c < 4; c++) {
          double p = probabilities.voxels().at(c * voxels + i);
          sum += p;
          entropy -= p > 0 ? p * Math.log(p) / Math.log(4) : 0;
          best = p > probabilities.voxels().at(best * voxels + i) ? c : best;
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
        assertThat(uncertainty.voxels().at(i)).isCloseTo(entropy, within(1e-3));
        assertThat(probabilities.voxels().at(labels[i] * voxels + i))
            .isCloseTo(probabilities.voxels().at(best * voxels + i), within(1e-4));
      }
      assertThatThrownBy(() -> segmenter.segment(dark))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("an image has the 2 channels bright, dark");
    }
    assertThatThrownBy(() -> ChannelInputs.of(files.subList(0, 1), List.of("bright", "dark")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "'case01' lacks the channel dark, which the network takes: name the file case01_0001, too.");
  }

  private static final class NoListener implements CohortPrediction.Listener {
    @Override
    public void done(Path file, Path target, Segmentation segmentation) {}

    @Override
    public void skipped(Path file, Path target) {}

    @Override
    public void failed(Path file, String sentence) {}
  }

  private Path train(RunConfig config) {
    RunFolder run = folder("run");
    List<StepReport> reports = SmallRuns.run(config, run);
    assertThat(reports).hasSize(30);
    assertThat(reports.get(29).losses().get("ce")).isLessThan(reports.get(0).losses().get("ce"));
    return run.checkpoints().resolve("final.safetensors");
  }

  private static void score(RunConfig config, Path network) {
    try (Checkpoint checkpoint = Checkpoint.open(network);
        IclApplication application =
            IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE)) {
      Evaluation.Result scored =
          Evaluation.of(config, checkpoint, Optional.of(EvaluationSplit.VAL))
              .run(
                  application.engine(),
                  checkpoint,
                  EvaluationSettings.authors(2, false),
                  Evaluation.CaseObserver.NONE);
      assertThat(scored.cases()).hasSize(1);
      assertThat(scored.summary().dice().mean()).isBetween(0.0, 1.0);
      assertThat(scored.cases().get(0).classes().get(0).get(Metric.DICE)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void bothEnginesFollowOneLossCurve() {
    List<StepReport> pytorch = SmallRuns.run(config("pytorch"), folder("pytorch"));
    List<StepReport> tensorflow = SmallRuns.run(config("tensorflow"), folder("tensorflow"));

    for (int i = 0; i < 5; i++) {
      assertThat(tensorflow.get(i).losses().get("ce"))
          .isCloseTo(pytorch.get(i).losses().get("ce"), within(1e-4));
    }
  }

  private RunFolder folder(String name) {
    return new RunFolder(temporary.resolve(name));
  }

  private RunConfig config(String engine, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "engine=" + engine,
                "device=cpu",
                "seed=5",
                "random=portable",
                "method={name: supervised}",
                "network={name: two-convolutions}",
                "data={name: folder, root: scans, labeled: 2, validation_patients: 1,"
                    + " classes: [background, RV, Myo, LV], augment: brats,"
                    + " foreground_share: 0.5}",
                "train={iterations: 30, labeled_batch: 2, unlabeled_batch: 0, patch: [4, 24, 20],"
                    + " learning_rate: 0.05, validate_every: 30}"));
    settings.addAll(List.of(more));
    return new RunConfigReader(Map.of(), temporary).read(Optional.empty(), settings);
  }
}
