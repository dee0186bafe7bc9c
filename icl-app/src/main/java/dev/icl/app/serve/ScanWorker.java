package dev.icl.app.serve;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.LabelFormat;
import java.nio.file.Path;

/** The work on one scan; called by one thread. */
@FunctionalInterface
public interface ScanWorker {
  /**
   * Segments a scan.
   *
   * @param scan a file, or the folder of a DICOM series
   * @param format of the label map
   * @param folder that the label map is written to; it exists
   */
  Outcome segment(Path scan, LabelFormat format, Path folder);

  /**
   * The outcome for one scan.
   *
   * @param labels the file of the label map, if there was no failure
   * @param result the outcome, with sentences about failures and what was assumed
   */
  record Outcome(Path labels, CohortPrediction.Result result) {}
}
