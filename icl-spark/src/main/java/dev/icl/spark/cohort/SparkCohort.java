package dev.icl.spark.cohort;

import dev.icl.app.config.RunConfigReader;
import dev.icl.app.predict.ChannelInputs;
import dev.icl.app.predict.CohortPlan;
import dev.icl.app.predict.PredictionInputs;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.PredictionRecord;
import dev.icl.app.predict.SegmenterOptions;
import dev.icl.app.predict.TrainedModels;
import dev.icl.app.run.RunFolder;
import dev.icl.data.format.VolumeFormats;
import dev.icl.modules.train.NetworkFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The segmentation of a cohort on a cluster of Apache Spark. Label maps are those of {@code icl
 * predict}, written by the same classes into a folder that driver and executors share; every file
 * appears whole or not at all, and what is there already is kept. So scans that are done outlive
 * executors and the driver, and running again goes on.
 *
 * <pre>{@code
 * SparkSession spark =
 *     SparkSession.builder().config(ExecutorEnvironment.addTo(new SparkConf())).getOrCreate();
 * CohortRequest request =
 *     CohortRequest.of(Path.of("final.safetensors"), List.of("/shared/scans"), Path.of("/shared/labels"));
 * CohortResult result = new SparkCohort(spark).run(request, CohortListener.NONE);
 * result.scans().where("status = 'failed'").select("case", "error").show(false);
 * }</pre>
 *
 * <p>A scan that cannot be segmented is a row with a sentence; one that fails unexpectedly is tried
 * {@code spark.task.maxFailures} times. Executors need an engine on their class path.
 */
public final class SparkCohort {
  private static final int TRIES = 4;

  private final SparkSession spark;

  /**
   * @param spark not closed
   */
  public SparkCohort(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Segments every scan and writes the table of results, {@code scans.csv} and {@code
   * scans.parquet}.
   *
   * @param request the scans, the network, and what is wanted
   * @param listener told of the progress
   * @throws dev.icl.core.error.UserException if something that is named is not there or cannot be
   *     used, or the cluster cannot segment any scan
   */
  public CohortResult run(CohortRequest request, CohortListener listener) {
    VolumeFormats formats = VolumeFormats.installed();
    Path here = Path.of("").toAbsolutePath();
    Path folder = here.resolve(request.out()).normalize();
    RunFolder.requireNoFile(request.out(), folder);
    List<Input> files =
        new PredictionInputs(formats, here, folder, listener::notice).of(request.inputs());
    List<Path> networks = NetworkFile.all(request.checkpoints(), listener::notice);
    RunConfigReader reader = new RunConfigReader(Map.of(), here);
    try (TrainedModels models = TrainedModels.open(networks, reader, request.settings())) {
      List<Input> scans = ChannelInputs.of(files, models.first().inputs().channels());
      request.outputs().requireDistinct(scans, folder, formats);
      ReferenceFiles references =
          ReferenceFiles.of(request.references(), scans, formats, here, listener::notice);
      PredictionRecord record =
          PredictionRecord.of(models, SegmenterOptions.defaults().along(request.sliceAxis()));
      record.requireFree(folder);
      record.write(folder, request.overwrite());
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      CohortWork work = work(request, CheckpointFiles.distribute(context, networks), folder);
      CohortTable table = new CohortTable(models.first().classNames(), !references.isEmpty());
      return run(context, tasks(scans, references), work, table, folder, listener);
    } finally {
      // where driver and executor are one process, it lives on
      ExecutorSegmenters.closeUnused();
    }
  }

  private static CohortWork work(CohortRequest request, List<String> checkpoints, Path folder) {
    PredictionOutputs outputs = request.outputs();
    return new CohortWork(
        checkpoints,
        request.settings(),
        request.sliceAxis(),
        request.threads(),
        folder.toString(),
        outputs.format(),
        outputs.scores().probabilities(),
        outputs.scores().uncertainty(),
        request.overwrite(),
        request.scoring().emptyMasks(),
        request.scoring().toleranceMm());
  }

  /** The largest first. */
  private static List<ScanTask> tasks(List<Input> scans, ReferenceFiles references) {
    return CohortPlan.of(scans).largestFirst().items().stream()
        .map(item -> ScanTask.of(item.input(), item.bytes(), references.of(item.input())))
        .toList();
  }

  /**
   * Runs the scans of a cohort, whatever does them.
   *
   * @param scans the largest first
   * @param workers make what does them
   * @param table the columns of the results
   * @param folder of the results
   */
  CohortResult run(
      JavaSparkContext context,
      List<ScanTask> scans,
      ScanWorkers workers,
      CohortTable table,
      Path folder,
      CohortListener listener) {
    int tries = Math.max(1, context.getConf().getInt("spark.task.maxFailures", TRIES));
    try (CohortJournal journal = new CohortJournal(table, folder)) {
      CohortCount count = new CohortCount(journal, listener, scans.size());
      new CohortRounds(context, workers, tries, count::add)
          .run(ChunkPlan.of(scans, Math.max(1, context.defaultParallelism())));
      journal.publish();
      return new CohortResult(
          stored(table, folder),
          CohortJournal.file(folder),
          count.segmented(),
          count.kept(),
          count.failed(),
          count.failures(),
          count.unexpected());
    }
  }

  /** The table as Parquet, for queries of its own types. */
  private Dataset<Row> stored(CohortTable table, Path folder) {
    String parquet = folder.resolve("scans.parquet").toUri().toString();
    spark
        .read()
        .schema(table.schema())
        .option("header", true)
        .option("escape", "\"")
        .csv(CohortJournal.file(folder).toUri().toString())
        .coalesce(1)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(parquet);
    return spark.read().parquet(parquet);
  }
}
