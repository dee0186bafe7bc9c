package dev.icl.spark.cohort;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.predict.ScanRecord;
import dev.icl.app.predict.Segmentation;
import dev.icl.core.error.UserException;
import dev.icl.data.format.VolumeFormats;
import dev.icl.data.scan.Scan;
import dev.icl.spark.cohort.ExecutorSegmenters.Use;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/** Segments scans as {@code icl predict} does, measures and scores them. */
final class SegmenterWorker implements ScanWorker {
  private final CohortWork work;
  private final Use use;
  private final VolumeFormats formats = VolumeFormats.installed();
  private final CohortPrediction cohort;
  private final ReferenceScores references;
  private final Path folder;

  /**
   * @param work the cohort's
   * @param use given back at the end
   */
  SegmenterWorker(CohortWork work, Use use) {
    this.work = work;
    this.use = use;
    this.folder = Path.of(work.out());
    this.cohort = new CohortPrediction(use.segmenter(), formats, work.outputs(), work.overwrite());
    this.references =
        new ReferenceScores(formats, use.segmenter().classNames().size(), work.scoring());
  }

  @Override
  public CohortRow run(ScanTask scan) {
    Input input = scan.input();
    LabelsOf labels = new LabelsOf();
    ScanRecord record = cohort.segment(input, folder, CohortPrediction.Pictures.NONE, labels);
    String executor = SparkEnv.get().executorId();
    if (record.isFailed()) {
      return CohortRow.of(record, scan.bytes(), executor);
    }
    Scan map = labels.found;
    try {
      if (map == null) {
        map = formats.readLabel(Path.of(record.target()));
        record = record.measured(map, uncertainty(input), use.segmenter().classNames());
      }
    } catch (UserException e) {
      // not every format that is written can be read
      return CohortRow.of(record, scan.bytes(), executor);
    }
    CohortRow row = CohortRow.of(record, scan.bytes(), executor);
    return scan.reference() == null ? row : references.addTo(row, map, Path.of(scan.reference()));
  }

  private Optional<Scan> uncertainty(Input input) {
    return work.uncertainty()
        ? Optional.of(formats.readImage(work.outputs().uncertainty(input, folder, formats)))
        : Optional.empty();
  }

  @Override
  public void close() {
    use.close();
  }

  /** The label map of the scan that was segmented last; null where its files were there. */
  private static final class LabelsOf implements CohortPrediction.Listener {
    private @Nullable Scan found;

    @Override
    public void done(Path file, Path target, Segmentation segmentation) {
      found = segmentation.labels();
    }

    @Override
    public void skipped(Path file, Path target) {
      found = null;
    }

    @Override
    public void failed(Path file, String sentence) {
      found = null;
    }
  }
}
