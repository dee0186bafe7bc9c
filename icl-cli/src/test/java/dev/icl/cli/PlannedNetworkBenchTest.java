package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.training.PhantomFolder;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.PlannedCell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells of a benchmark whose network follows from the spacing of scans in a folder. */
class PlannedNetworkBenchTest {
  @TempDir Path folder;

  @Test
  void theNetworkThatFollowsFromTheScansIsScoredToo() throws IOException {
    new PhantomFolder(folder.resolve("scans")).write(4, 3);
    Path yaml =
        Files.writeString(
            folder.resolve("bench.yaml"),
            """
            method: {name: icl, heads: [4, 2, 2], mixer: axial, mixer_rank: 4}
            network: {name: unet, base_features: 4}
            data:
              name: folder
              root: scans
              labeled: 2
              validation_patients: 1
              classes: [background, RV, Myo, LV]
              augment: none
            train:
              iterations: 1
              labeled_batch: 1
              unlabeled_batch: 1
              validate_every: 1
              patch: [8, 32, 32]
            threads: 1
            bench:
              engines: [pytorch, tensorflow]
              devices: [cpu]
              parity: {iterations: 1}
            """);
    BenchConfig config = new BenchConfigReader(Map.of(), folder).read(yaml, List.of());
    BenchFolder bench = new BenchFolder(folder.resolve("bench"));
    List<PlannedCell> cells =
        BenchPlan.of(config).cells().stream()
            .filter(cell -> cell.task() != PlannedCell.Task.TIMING)
            .filter(cell -> cell.config().engine().equals("pytorch"))
            .toList();

    assertThat(cells)
        .extracting(PlannedCell::task)
        .contains(PlannedCell.Task.TRAIN, PlannedCell.Task.PARITY);
    for (PlannedCell cell : cells) {
      assertThat(CellHere.run(folder, bench, cell, config)).isTrue();
    }
  }
}
