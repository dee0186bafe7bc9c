package samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample does what it says, on data that are drawn here. */
class SamplesTest {
  private static final List<String> SMALL =
      List.of(
          "device=cpu",
          "threads=1",
          "data={phantom_patients: 4, phantom_validation: 1, labeled: 2}",
          "network={channels: [4, 4, 8], dropout: [0, 0, 0]}",
          "method={heads: [2]}",
          "train={iterations: 3, labeled_batch: 2, unlabeled_batch: 2, patch: [16, 16]}");

  @TempDir private Path folder;

  @Test
  void aNetworkIsTrainedAndSegmentsAScan() {
    Path run = folder.resolve("run");
    String told = told(TrainInThirtyLines::main, run.toString());
    assertThat(told)
        .containsPattern("(?m)^3 \\{loss=[0-9.]+, ")
        .contains("Dice after the last iteration: ");

    Path file = folder.resolve("scan.nii.gz");
    Path labels = folder.resolve("labels.nii.gz");
    Scan scan = scan();
    VolumeFormats.installed().write(file, Contents.of(scan), false);
    String checkpoint = run.resolve("checkpoints/final.safetensors").toString();

    String classes =
        run(SegmentAScan::main, List.of(checkpoint, file.toString(), labels.toString()));

    Scan found = VolumeFormats.installed().readLabel(labels);
    assertThat(classes).contains("background");
    assertThat(found.shape()).isEqualTo(Shape.of(20, 18, 3));
    assertThat(found.spacing().orElseThrow()).containsExactly(1.5, 1.5, 8);
    assertThat(found.labels(AxisOrder.FIRST_FASTEST, 4)).hasSize(20 * 18 * 3);
  }

  @Test
  void twoEnginesFollowOneLossCurve() throws Exception {
    String told = told(CompareTwoEngines::main, folder.toString(), "pytorch", "tensorflow");

    assertThat(told.lines()).hasSize(4);
    String last = told.lines().toList().get(3);
    assertThat(last).startsWith("largest relative difference: ");
    assertThat(Double.parseDouble(last.substring(last.lastIndexOf(' ') + 1))).isBetween(0.0, 1e-4);
    assertThat(Files.readString(folder.resolve("tensorflow/summary.json"))).contains("tensorflow");
  }

  /** Brighter to one side, on a grid of its own. */
  private static Scan scan() {
    float[] values = new float[20 * 18 * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 20 + 40 * (i / 360);
    }
    return Scan.of(Shape.of(20, 18, 3), AxisOrder.FIRST_FASTEST, Voxels.of(values))
        .withAffine(Affine.ofSpacing(1.5, 1.5, 8));
  }

  private static String told(Consumer<String[]> sample, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(SMALL);
    return run(sample, all);
  }

  private static String run(Consumer<String[]> sample, List<String> args) {
    PrintStream before = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      sample.accept(args.toArray(new String[0]));
    } finally {
      System.setOut(before);
    }
    return written.toString(StandardCharsets.UTF_8);
  }
}
