package dev.icl.bench.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.run.RunFolder;
import dev.icl.app.run.Training;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchPlan;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.core.checkpoint.Checkpoint;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.data.model.FirstPass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final int ITERATIONS = 4;

  @TempDir private Path temporary;

  private final List<Integer> made = new ArrayList<>();
  private PlannedCell cell;
  private RunFolder folder;

  @BeforeEach
  void planOneSmallTraining() throws IOException {
    Path config =
        Files.writeString(
            temporary.resolve("bench.yaml"),
            """
            bench: {engines: [pytorch], devices: [cpu], methods: [supervised], seeds: [1], timing: {repeats: 0}}
            threads: 1
            method: {heads: [2, 1]}
            network: {channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}
            data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32], iterations: 4, validate_every: 2}
            """);
    cell =
        BenchPlan.of(new BenchConfigReader(Map.of(), temporary).read(config, List.of()))
            .cells()
            .get(0);
    folder = new RunFolder(temporary.resolve("run"));
  }

  @Test
  void aProcessThatEndedBeforeItsSummaryMakesTheLastStepsAgainAndLeavesNothingElse()
      throws IOException {
    train(0);
    List<String> files = checkpoints();
    byte[] last = Files.readAllBytes(folder.last());
    Files.delete(folder.summary());
    made.clear();

    assertThat(train(0)).isTrue();

    assertThat(made).containsExactly(3, 4);
    assertThat(folder.summary()).exists();
    assertThat(folder.last()).hasBinaryContent(last);
    assertThat(checkpoints()).isEqualTo(files);
  }

  @Test
  void untilThenTheLastCheckpointIsSetAside() throws IOException {
    train(0);
    Files.delete(folder.summary());

    assertThat(train(1)).isFalse();

    Path aside = folder.checkpoints().resolve("last-complete.safetensors");
    try (Checkpoint complete = Checkpoint.open(aside)) {
      assertThat(complete.info().iteration()).isEqualTo(ITERATIONS);
    }
    assertThat(train(0)).isTrue();
    assertThat(aside).doesNotExist();
  }

  @Test
  void whatWasSetAsideGoesEvenIfTheProcessEndedInBetween() throws IOException {
    train(0);
    Path aside = folder.checkpoints().resolve("last-complete.safetensors");
    Files.copy(folder.last(), aside);

    assertThat(train(0)).isTrue();

    assertThat(aside).doesNotExist();
    assertThat(folder.last()).exists();
  }

  /**
   * Trains, or goes on.
   *
   * @param steps after which to stop; 0 for none
   */
  private boolean train(int steps) {
    int before = made.size();
    CellContext context =
        new CellContext(
            new BenchFolder(temporary),
            cell,
            EnginePlugins.discover(),
            Permissions.NONE,
            temporary,
            share -> {},
            step -> made.add(step.iteration()),
            warning -> {},
            // the trainer asks before it reports the step
            () -> steps > 0 && made.size() + 1 - before >= steps);
    return new TrainingRun(context, folder, 1).run(Training.of(cell.config(), FirstPass.SILENT));
  }

  private List<String> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder.checkpoints())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
