package dev.icl.spark.cohort;

import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.PredictionRecord;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.run.Scoring;
import dev.icl.core.error.UserException;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.scan.SliceAxis;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * The facts of a cohort that executors need beside its scans.
 *
 * @param checkpoints names by which Spark has distributed them
 * @param settings changes to their configurations
 * @param sliceAxis along which axis of their files scans are cut
 * @param threads of the engine; 0 for the executor's cores
 * @param out the folder of the results, which every executor sees
 * @param format of the label maps
 * @param probabilities whether they are written, too
 * @param uncertainty whether it is written, too
 * @param overwrite whether what is there is made again
 * @param emptyMasks the rule for classes that a map lacks
 * @param toleranceMm of the normalised surface distance
 */
record CohortWork(
    List<String> checkpoints,
    List<String> settings,
    SliceAxis sliceAxis,
    int threads,
    String out,
    LabelFormat format,
    boolean probabilities,
    boolean uncertainty,
    boolean overwrite,
    EmptyMasks emptyMasks,
    double toleranceMm)
    implements ScanWorkers {
  /** Keeps its own copies of the lists. */
  CohortWork {
    checkpoints = List.copyOf(checkpoints);
    settings = List.copyOf(settings);
  }

  /** The files of each scan. */
  PredictionOutputs outputs() {
    return new PredictionOutputs(format, new ScoreOutputs(probabilities, uncertainty));
  }

  /** The rules for scoring. */
  Scoring scoring() {
    return new Scoring(emptyMasks, toleranceMm);
  }

  /** The network as it is to be loaded, by which an executor knows one that it has loaded. */
  NetworkKey network() {
    return new NetworkKey(checkpoints, settings, sliceAxis, threads);
  }

  @Override
  public ScanWorker borrow(TaskContext context) {
    // the driver has written it: label maps would go to disks of executors that nobody looks at
    if (PredictionRecord.classNamesIn(Path.of(out)).isEmpty()) {
      throw new UserException(
          "--out: the executor on %s sees another folder %s than the driver; name one that all machines share."
              .formatted(SparkEnv.get().blockManager().blockManagerId().host(), out));
    }
    return new SegmenterWorker(this, ExecutorSegmenters.borrow(network()));
  }

  /**
   * A loaded network.
   *
   * @param checkpoints as above
   * @param settings as above
   * @param sliceAxis as above
   * @param threads as above
   */
  record NetworkKey(
      List<String> checkpoints, List<String> settings, SliceAxis sliceAxis, int threads) {}
}
