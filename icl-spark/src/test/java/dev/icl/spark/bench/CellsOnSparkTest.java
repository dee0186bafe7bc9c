package dev.icl.spark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import dev.icl.bench.matrix.BenchFolder;
import dev.icl.bench.matrix.BenchListener;
import dev.icl.bench.matrix.CellsApart;
import dev.icl.bench.matrix.PlannedCell;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.TrainingOutcome;
import dev.icl.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A matrix of two trainings as tasks, in processes of their own. */
class CellsOnSparkTest {
  @TempDir Path folder;

  @Test
  void cellsEqualThoseOfOneMachineAndAreNotRepeated() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bench.yaml"),
            """
            bench:
              engines: [pytorch]
              devices: [cpu]
              methods: [supervised, mean-teacher]
              timing: {repeats: 1}
            threads: 1
            network: {channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}
            data: {labeled: 1, phantom_patients: 2, phantom_validation: 1}
            train: {labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32], iterations: 2}
            """);
    BenchConfig config = new BenchConfigReader(Map.of(), folder).read(file, List.of());
    BenchFolder shared = new BenchFolder(folder.resolve("shared"));
    BenchRecord expected = onThisMachine(config);
    List<String> ended = new ArrayList<>();

    try (SparkSession spark = LocalSpark.session()) {
      SparkBench bench = new SparkBench(JavaSparkContext.fromSparkContext(spark.sparkContext()));
      // what a driver that was killed has left: one of the cells
      List<PlannedCell> trainings = trainings(config, shared);
      Path before = copy(trainings.get(0), shared);
      FileTime written = Files.getLastModifiedTime(before);
      SparkBenchResult result =
          bench.run(config, shared.path(), (id, reason, done, cells) -> ended.add(id + reason));

      assertThat(ended).containsExactly(trainings.get(1).id() + "Optional.empty");
      assertThat(Files.getLastModifiedTime(before)).isEqualTo(written);
      assertThat(result.cells()).isEqualTo(2);
      assertThat(result.done()).isEqualTo(2);
      assertThat(result.failures()).isEmpty();
      assertThat(result.elsewhere()).isEqualTo(2);
      assertThat(result.record().cells())
          .hasSize(2)
          .extracting(Cell::id, CellsOnSparkTest::scores)
          .containsExactlyElementsOf(
              expected.cells().stream().map(cell -> tuple(cell.id(), scores(cell))).toList());
      assertThat(result.record().cells()).extracting(Cell::status).containsOnly(Cell.Status.DONE);
    }
  }

  /** Without what a clock and the system tell. */
  private static List<Object> scores(Cell cell) {
    TrainingOutcome training = cell.training();
    assertThat(training.cases()).isNotEmpty();
    return List.of(training.parameters(), training.curve(), training.cases());
  }

  private BenchRecord onThisMachine(BenchConfig config) throws InterruptedException {
    BenchFolder alone = new BenchFolder(folder.resolve("alone"));
    CellsApart cells = new CellsApart(config, alone);
    cells.begin(folder);
    cells.run(
        trainings(config, alone),
        folder,
        new ExecutorJvm(alone.path(), folder),
        new Silence(),
        () -> false);
    return cells.collect();
  }

  private static List<PlannedCell> trainings(BenchConfig config, BenchFolder in) {
    return new CellsApart(config, in)
        .plan().cells().stream().filter(c -> c.task() == PlannedCell.Task.TRAIN).toList();
  }

  /** Copies a cell that is done, and the configuration. */
  private Path copy(PlannedCell cell, BenchFolder to) throws Exception {
    BenchFolder from = new BenchFolder(folder.resolve("alone"));
    Files.createDirectories(to.cell(cell));
    Files.copy(from.config(), to.config());
    return Files.copy(from.file(cell), to.file(cell));
  }

  private static final class Silence implements BenchListener {
    @Override
    public void started(PlannedCell cell) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void ended(PlannedCell cell, Outcome outcome) {
      assertThat(outcome.reason()).isNull();
    }

    @Override
    public void warning(String sentence) {}
  }
}
