package dev.icl.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.AppliedNetwork;
import dev.icl.app.predict.InferenceOptions;
import dev.icl.app.predict.TrainedModel;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.app.training.SmallRuns;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.catalog.InputScan;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.Scan;
import dev.icl.export.onnx.OnnxRuns;
import dev.icl.export.torchscript.ScriptRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.SavedModelBundle;

/**
 * Whole scans of ACDC and LA in the windows of {@code icl predict}, through every network after a
 * training of a few steps and through each of its exported files: the same label maps. {@code
 * -Dicl.real.scans=FOLDER} names a folder that holds {@code acdc} and {@code la}, as the benchmarks
 * have them; nothing of it is copied.
 */
@EnabledIfSystemProperty(
    named = ExportsOnRealScansTest.SCANS,
    matches = ".+",
    disabledReason = "needs real scans: -Dicl.real.scans=FOLDER")
class ExportsOnRealScansTest {
  static final String SCANS = "icl.real.scans";
  private static final int STEPS = 3;
  private static final double SAME = 0.9999;
  private static final String ACDC = "data/patient028_frame01.h5";
  private static final String LA = "2018LA_Seg_Training Set/06SR5RBREL16DQ6M8LWS/mri_norm2.h5";
  private static final RunConfigReader READER = new RunConfigReader(Map.of(), Path.of(""));

  @TempDir Path folder;

  /** Rates are small, so that networks still find several classes after so few steps. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "acdc; [256, 256];   0.005;  {name: unet2d}",
        "acdc; [256, 256];   0.0005; {name: unet, base_features: 8}",
        "acdc; [224, 224];   0.0005; {name: swinunet2d}",
        "la;   [32, 64, 64]; 0.0005; {name: unet3d}",
        "la;   [32, 64, 64]; 0.0005; {name: vnet}",
        "la;   [32, 64, 64]; 0.0005; {name: unet, base_features: 8}",
        "la;   [64, 64, 64]; 0.0005; {name: swinunetr3d, embedding: 12, heads: [1, 2, 4, 8],"
            + " window: 4}"
      })
  void everyFileGivesTheLabelMapOfTheEngine(
      String data, String patch, double rate, String network) {
    Path root = Path.of(System.getProperty(SCANS), data);
    Path scan = root.resolve(data.equals("la") ? LA : ACDC);
    RunConfig config =
        READER.read(
            Optional.empty(),
            List.of(
                "device=cpu",
                "threads=1",
                "method.name=supervised",
                "network=" + network,
                "data={name: %s, root: '%s', labeled: 3, augment: none}".formatted(data, root),
                "train={patch: %s, labeled_batch: 2, learning_rate: %s}".formatted(patch, rate)));
    RunFolder run = new RunFolder(folder.resolve("run"));
    // a training that is stopped validates nothing
    SmallRuns.run(config, run, false, STEPS);
    Path checkpoint = run.checkpoints().resolve("last.safetensors");

    byte[] expected;
    try (TrainedModel model = TrainedModel.open(checkpoint, READER, List.of());
        IclApplication application = started(model)) {
      model.createIn(application.engine());
      expected = labels(model, application.engine(), scan);
      Path onnx = folder.resolve("network.onnx");
      ModelExport.write(model, PortableFormat.ONNX, onnx);
      compare(network, "ONNX Runtime", expected, labels(model, inOnnx(onnx), scan));
      Path script = folder.resolve("network.pt");
      ModelExport.write(model, PortableFormat.TORCHSCRIPT, script);
      compare(network, "libtorch", expected, labels(model, inScript(script), scan));
    }
    try (TrainedModel model = TrainedModel.open(checkpoint, READER, List.of("engine=tensorflow"));
        IclApplication application = started(model)) {
      Path saved = folder.resolve("saved");
      ModelExport.write(model, application.engine(), application.exporter("saved-model"), saved);
      compare(network, "TensorFlow engine", expected, labels(model, application.engine(), scan));
      try (SavedModelBundle bundle = SavedModelBundle.load(saved.toString(), "serve")) {
        Engine file = new ExportedEngine(images -> SavedModelRuns.of(bundle, images));
        compare(network, "SavedModel", expected, labels(model, file, scan));
      }
    }
  }

  private static IclApplication started(TrainedModel model) {
    return IclApplication.start(model.config(), EnginePlugins.discover(), Permissions.NONE);
  }

  private static Engine inOnnx(Path file) {
    return new ExportedEngine(images -> OnnxRuns.of(file, Map.of(ModelExport.IMAGES, images)));
  }

  private static Engine inScript(Path file) {
    return new ExportedEngine(
        images -> {
          List<HostTensor> found = ScriptRuns.of(file, Map.of(ModelExport.IMAGES, images));
          return Map.of(ModelExport.LABELS, found.get(0), ModelExport.LOGITS, found.get(1));
        });
  }

  private static byte[] labels(TrainedModel model, Engine engine, Path file) {
    Scan scan = VolumeFormats.installed().readImage(file);
    Sample sample =
        InputScan.of(
                "scan", scan, model.inputs().reading(scan.order()), model.inputs().preprocess())
            .sample();
    AppliedNetwork network =
        new AppliedNetwork(engine, model.network(), model.config().train().patch());
    InferenceOptions options = InferenceOptions.of(model.config().inference());
    try (VolumeSegmenter segmenter = new VolumeSegmenter(List.of(network), options)) {
      return segmenter.segment(sample);
    }
  }

  private static void compare(String network, String program, byte[] expected, byte[] found) {
    int same = 0;
    int foreground = 0;
    for (int i = 0; i < expected.length; i++) {
      same += expected[i] == found[i] ? 1 : 0;
      foreground += expected[i] == 0 ? 0 : 1;
    }
    System.out.printf(
        "%s, %s: %d of %d voxels differ, %.1f %% are not background%n",
        network,
        program,
        expected.length - same,
        expected.length,
        100.0 * foreground / expected.length);
    assertThat(found).hasSameSizeAs(expected);
    assertThat((double) foreground / expected.length).isBetween(0.001, 0.999);
    assertThat((double) same / expected.length).as(program).isGreaterThanOrEqualTo(SAME);
  }
}
