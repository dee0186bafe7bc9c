package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.cli.Cli.Outcome;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with two scans to segment, and the checkpoint of a training beside it. */
abstract class PredictFolder {
  static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final Affine OBLIQUE =
      Affine.ofRows(1.3, -0.4, 1.1, -70, 0.5, 1.4, -0.9, 33, -0.3, 0.6, 7.2, -110);

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void train() {
    Outcome trained =
        new Cli(shared)
            .train(
                "run",
                "--set",
                "method.name=supervised",
                "--set",
                "data={phantom_patients: 4, phantom_validation: 1}");
    assertThat(trained.code()).isZero();
  }

  @BeforeEach
  void scans() {
    write("scans/a.nii.gz", 9, 20, 3);
    write("scans/deep/b.nii", 17, 11, 2);
  }

  static Path best() {
    return shared.resolve("run/checkpoints/best.safetensors");
  }

  Outcome predict(String input, String... more) {
    return predictTo("out", input, more);
  }

  Outcome predictTo(String out, String input, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("predict", "--checkpoint", best().toString(), input, "--out", out));
    arguments.addAll(List.of(more));
    return new Cli(folder).run(arguments.toArray(String[]::new));
  }

  void write(String file, int columns, int rows, int slices) {
    float[] values = new float[columns * rows * slices];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37) % 101;
    }
    Scan scan =
        Scan.of(Shape.of(columns, rows, slices), AxisOrder.FIRST_FASTEST, Voxels.of(values));
    FORMATS.write(folder.resolve(file), Contents.of(scan.withAffine(OBLIQUE)), false);
  }
}
