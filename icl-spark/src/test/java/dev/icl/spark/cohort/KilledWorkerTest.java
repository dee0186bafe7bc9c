package dev.icl.spark.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.Segmentation;
import dev.icl.app.predict.Segmenter;
import dev.icl.app.predict.TinyTraining;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.format.Contents;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Affine;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import dev.icl.spark.StandaloneCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cohort on a cluster of processes, one of which is killed while it segments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the cluster is a shell script's")
class KilledWorkerTest {
  private static final VolumeFormats FORMATS = VolumeFormats.installed();
  private static final int SCANS = 24;

  @TempDir Path folder;

  @Test
  void everyScanIsSegmentedToTheLastBitAndScored() throws Exception {
    Path checkpoint = TinyTraining.run(folder.resolve("run"));
    for (int i = 0; i < SCANS; i++) {
      write(folder.resolve("scans/%02d.nii.gz".formatted(i)), i);
    }
    Path damaged = Files.writeString(folder.resolve("scans/damaged.nii"), "no scan");
    List<ScanRecord> expected = onThisMachine(checkpoint);

    CohortResult result;
    List<Row> rows;
    AtomicInteger lost = new AtomicInteger();
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2);
        SparkSession spark = cluster.session()) {
      spark.sparkContext().addSparkListener(new Losses(lost));
      result =
          new SparkCohort(spark)
              .run(
                  CohortRequest.of(
                          checkpoint,
                          List.of(folder.resolve("scans").toString()),
                          folder.resolve("out"))
                      .scoredAgainst(folder.resolve("expected")),
                  new KillAtFirst(cluster));
      rows = result.scans().orderBy("case").collectAsList();
    }

    assertThat(lost).hasPositiveValue();
    assertThat(result.segmented() + result.kept()).isEqualTo(SCANS);
    assertThat(result.failures()).singleElement().asString().contains(damaged.toString());
    assertThat(rows).hasSize(SCANS + 1);
    for (int i = 0; i < SCANS; i++) {
      ScanRecord record = expected.get(i);
      Row row = rows.get(i);
      assertThat(row.<String>getAs("case")).isEqualTo(record.name());
      assertThat(Files.readAllBytes(Path.of(row.<String>getAs("target"))))
          .isEqualTo(Files.readAllBytes(Path.of(record.target())));
      record
          .volumes()
          .forEach(
              volume -> {
                assertThat(row.<Long>getAs("voxels_" + volume.name())).isEqualTo(volume.voxels());
                assertThat(row.<Double>getAs("dice_" + volume.name()))
                    .isEqualTo(volume.voxels() == 0 ? null : (Double) 1.0);
              });
    }
    assertThat(expected).anyMatch(r -> r.volumes().stream().anyMatch(v -> v.voxels() > 0));
  }

  /** As icl predict has it done. */
  private List<ScanRecord> onThisMachine(Path checkpoint) {
    Path out = folder.resolve("expected");
    CohortRequest request = CohortRequest.of(checkpoint, List.of(), out);
    try (Segmenter segmenter = Segmenter.load(checkpoint)) {
      CohortPrediction cohort = new CohortPrediction(segmenter, FORMATS, request.outputs(), false);
      return new PredictionInputs(FORMATS, folder, out, notice -> {})
          .of(List.of("scans/*.nii.gz")).stream()
              .map(
                  input ->
                      cohort.segment(input, out, CohortPrediction.Pictures.NONE, new Silence()))
              .toList();
    }
  }

  private static void write(Path file, int seed) {
    UniformRandomProvider random = RandomKey.of(seed).generator();
    Shape shape = Shape.of(96, 80, 6 + seed % 5);
    float[] values = new float[(int) shape.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble() + (i / 9 % 7 == 0 ? 1 : 0);
    }
    Scan scan =
        Scan.of(shape, AxisOrder.FIRST_FASTEST, Voxels.of(values))
            .withAffine(Affine.ofSpacing(1.5, 1.25, 8));
    FORMATS.write(file, Contents.of(scan), false);
  }

  /** Ends a worker when the first scans have ended, by when it works on others. */
  private static final class KillAtFirst implements CohortListener {
    private final StandaloneCluster cluster;
    private boolean killed;

    KillAtFirst(StandaloneCluster cluster) {
      this.cluster = cluster;
    }

    @Override
    public void ended(int done, int failed, int scans) {
      if (!killed) {
        killed = true;
        cluster.kill(1);
      }
    }

    @Override
    public void notice(String sentence) {
      assertThat(sentence).contains("1 scan without a reference");
    }
  }

  private static final class Losses extends SparkListener {
    private final AtomicInteger lost;

    Losses(AtomicInteger lost) {
      this.lost = lost;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      lost.incrementAndGet();
    }
  }

  private static final class Silence implements CohortPrediction.Listener {
    @Override
    public void done(Path file, Path target, Segmentation segmentation) {}

    @Override
    public void skipped(Path file, Path target) {}

    @Override
    public void failed(Path file, String sentence) {}
  }
}
