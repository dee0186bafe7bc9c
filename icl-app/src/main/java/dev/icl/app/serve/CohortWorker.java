package dev.icl.app.serve;

import dev.icl.app.predict.CohortPrediction;
import dev.icl.app.predict.LabelFormat;
import dev.icl.app.predict.PredictionInputs.Input;
import dev.icl.app.predict.PredictionOutputs;
import dev.icl.app.predict.ScoreOutputs;
import dev.icl.app.predict.Segmentation;
import dev.icl.app.predict.Segmenter;
import dev.icl.data.format.VolumeFormats;
import java.nio.file.Path;
import java.util.List;

/**
 * Segments scans one by one as {@code icl predict} does.
 *
 * @param segmenter not closed
 * @param formats that are read and written
 */
public record CohortWorker(Segmenter segmenter, VolumeFormats formats) implements ScanWorker {
  private static final CohortPrediction.Listener SILENT =
      new CohortPrediction.Listener() {
        @Override
        public void done(Path file, Path target, Segmentation segmentation) {}

        @Override
        public void skipped(Path file, Path target) {}

        @Override
        public void failed(Path file, String sentence) {}
      };

  @Override
  public Outcome segment(Path scan, LabelFormat format, Path folder) {
    CohortPrediction cohort =
        new CohortPrediction(
            segmenter, formats, new PredictionOutputs(format, ScoreOutputs.NONE), false);
    Input input = new Input(scan, Path.of("scan"));
    return new Outcome(
        cohort.target(input, folder),
        cohort.run(List.of(input), folder, CohortPrediction.Pictures.NONE, SILENT));
  }
}
