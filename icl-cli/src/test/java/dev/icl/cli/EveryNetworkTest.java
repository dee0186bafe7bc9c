package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.run.RunFolder;
import dev.icl.app.training.PhantomFolder;
import dev.icl.app.training.SmallRuns;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.bench.parity.ParityComparison;
import dev.icl.bench.parity.ParityFolder;
import dev.icl.cli.Cli.Outcome;
import dev.icl.data.format.VolumeFormats;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.SavedModelBundle;

/**
 * Every network with ICL on every engine, from the training to what is made of it. It takes
 * minutes, most of them TensorFlow's graphs; the build makes sure that no network is left out of
 * it.
 */
class EveryNetworkTest {
  private static final String EVERY = "icl.every.network";
  private static final List<String> ENGINES = List.of("pytorch", "tensorflow");

  /** Settings of the smallest training of each network, in YAML. */
  private static final Map<String, String> SMALLEST =
      Map.of(
          "unet2d",
              """
              method: {name: icl, heads: [2, 1]}
              network: {name: unet2d, channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}
              train: {patch: [32, 32]}
              """,
          "unet",
              """
              method: {name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 4}
              network: {name: unet, base_features: 4}
              train: {patch: [8, 32, 32]}
              """,
          "unet3d",
              """
              method: {name: icl, heads: [2, 1, 1], mixer: axial, mixer_rank: 4}
              network: {name: unet3d, channels: [2, 2, 2, 2, 4], dropout: [0.1, 0.1]}
              train: {patch: [16, 32, 32]}
              """,
          "vnet",
              """
              method: {name: icl, heads: [2, 2, 2], mixer: axial, mixer_rank: 4}
              network: {name: vnet, channels: [2, 2, 4, 4, 4], dropout: [0.1, 0.1]}
              train: {patch: [16, 32, 32]}
              """,
          "swinunet2d",
              """
              method: {name: icl, heads: [3]}
              network: {name: swinunet2d, embedding: 6, depths: [2, 1], heads: [2, 3], window: 4, drop_path: 0.3}
              train: {patch: [32, 32]}
              """,
          "swinunetr3d",
              """
              method: {name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 4}
              network: {name: swinunetr3d, embedding: 2, depths: [2, 1, 1, 1], heads: [1, 1, 2, 2], window: 4, drop_path: 0.3}
              train: {patch: [32, 32, 32]}
              """);

  private static final List<String> SHARED =
      List.of(
          "device=cpu",
          "threads=1",
          "data={name: folder, root: scans, labeled: 2, validation_patients: 1,"
              + " classes: [background, RV, Myo, LV], augment: none}",
          "train={iterations: 2, labeled_batch: 1, unlabeled_batch: 1, validate_every: 2}");

  @TempDir private static Path folder;

  @BeforeAll
  static void scans() {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
  }

  static Stream<Arguments> networksOnEngines() {
    return networks().stream()
        .flatMap(network -> ENGINES.stream().map(engine -> Arguments.of(network, engine)));
  }

  /** Those of this project: tests of other modules bring theirs. */
  static List<String> networks() {
    return Networks.installed().all().stream()
        .filter(provider -> provider.getClass().getName().startsWith("dev.icl.modules."))
        .map(NetworkProvider::name)
        .toList();
  }

  @Test
  void noNetworkIsLeftOut() {
    assertThat(SMALLEST.keySet()).containsExactlyInAnyOrderElementsOf(networks());
  }

  @EnabledIfSystemProperty(
      named = EVERY,
      matches = "true",
      disabledReason = "takes minutes: -Dicl.every.network=true")
  @ParameterizedTest
  @MethodSource("networksOnEngines")
  void trainsGoesOnToTheBitAndScoresSegmentsAndExports(String network, String engine)
      throws IOException {
    RunFolder whole = new RunFolder(folder.resolve("whole-" + network + "-" + engine));
    RunFolder parts = new RunFolder(folder.resolve("parts-" + network + "-" + engine));
    RunConfig config = config(network, engine);

    assertThat(SmallRuns.run(config, whole)).hasSize(2);
    assertThat(SmallRuns.run(config, parts, false, 1)).hasSize(1);
    assertThat(SmallRuns.run(config, parts, true, Integer.MAX_VALUE)).hasSize(1);
    assertThat(network(parts)).hasSameBinaryContentAs(network(whole));

    String checkpoint = network(whole).toString();
    Path scores = folder.resolve("scores-" + network + "-" + engine);
    done("evaluate", "--checkpoint", checkpoint, "--out", scores.toString());
    assertThat(Files.readAllLines(scores.resolve("cases.csv"))).hasSize(1 + 3);

    Path labels = folder.resolve("labels-" + network + "-" + engine);
    Path scan = folder.resolve("scans/images/case04.nii.gz");
    done("predict", "--checkpoint", checkpoint, scan.toString(), "--out", labels.toString());
    VolumeFormats formats = VolumeFormats.installed();
    assertThat(formats.readLabel(labels.resolve("case04.nii.gz")).shape())
        .isEqualTo(formats.readImage(scan).shape());

    // a model is written by TensorFlow, whichever engine trained
    Path model = folder.resolve("model-" + network + "-" + engine);
    done("export", "--checkpoint", checkpoint, "--out", model.toString());
    try (SavedModelBundle bundle = SavedModelBundle.load(model.toString(), "serve")) {
      assertThat(bundle.function("serving_default").signature().outputNames())
          .containsExactlyInAnyOrder("logits", "labels");
    }
    Path weights = folder.resolve("weights-" + network + "-" + engine + ".pth");
    done("export", "--checkpoint", checkpoint, "--format", "pytorch", "--out", weights.toString());
    assertThat(weights).isRegularFile();
  }

  @EnabledIfSystemProperty(
      named = EVERY,
      matches = "true",
      disabledReason = "takes minutes: -Dicl.every.network=true")
  @ParameterizedTest
  @MethodSource("networks")
  void isTimedOnBothEnginesWhichFollowOneLossCurve(String network) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("bench-" + network + ".yaml"),
            SMALLEST.get(network)
                + """
                bench:
                  engines: [pytorch, tensorflow]
                  devices: [cpu]
                  accuracy: false
                  timing: {warmup: 1, steps: 1, repeats: 1, matrix: 32}
                  parity: {iterations: 2}
                """);
    BenchConfig config = new BenchConfigReader(Map.of(), folder).read(yaml, SHARED);
    BenchFolder bench = new BenchFolder(folder.resolve("bench-" + network));
    BenchPlan plan = BenchPlan.of(config);

    for (PlannedCell cell : plan.cells()) {
      assertThat(CellHere.run(folder, bench, cell, config)).isTrue();
    }

    assertThat(plan.count(PlannedCell.Task.TIMING)).isEqualTo(ENGINES.size());
    assertThat(plan.pairs()).hasSize(1);
    BenchPlan.Pair pair = plan.pairs().get(0);
    ParityComparison found =
        ParityComparison.of(
            new ParityFolder(bench.cell(pair.reference())),
            new ParityFolder(bench.cell(pair.other())),
            2);
    assertThat(found.maxLossDistance()).isLessThan(1e-3);
    assertThat(found.gradientDistance()).isLessThan(1e-2);
    assertThat(found.labelAgreement()).isGreaterThan(0.99);
  }

  private static void done(String... command) {
    Outcome outcome = new Cli(folder).run(command);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  private static Path network(RunFolder run) {
    return run.checkpoints().resolve("final.safetensors");
  }

  private static RunConfig config(String network, String engine) throws IOException {
    Path yaml = Files.writeString(folder.resolve(network + ".yaml"), SMALLEST.get(network));
    List<String> settings =
        Stream.concat(SHARED.stream(), Stream.of("engine=" + engine, "seed=5")).toList();
    return new RunConfigReader(Map.of(), folder).read(Optional.of(yaml), settings);
  }
}
