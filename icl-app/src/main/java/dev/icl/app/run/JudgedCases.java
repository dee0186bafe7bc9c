package dev.icl.app.run;

import dev.icl.app.predict.AppliedNetwork;
import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.data.metrics.CaseScorer;
import dev.icl.data.metrics.ClassScores;
import dev.icl.data.metrics.ReferencePrint;
import dev.icl.data.model.Dataset;
import dev.icl.modules.train.PeakMemory;
import java.util.ArrayList;
import java.util.List;

/** The cases of a dataset, each segmented and scored when it is asked for. */
final class JudgedCases implements AutoCloseable {
  private static final double SECONDS = 1e-9;

  private final Dataset dataset;
  private final VolumeSegmenter segmenter;
  private final CaseScorer scorer;
  private final Evaluation.CaseObserver observer;

  /**
   * @param dataset whose validation cases are scored
   * @param networks that segment them together
   * @param settings the rules and options of the evaluation
   * @param observer told of every case
   */
  JudgedCases(
      Dataset dataset,
      List<AppliedNetwork> networks,
      EvaluationSettings settings,
      Evaluation.CaseObserver observer) {
    this.dataset = dataset;
    this.segmenter = new VolumeSegmenter(networks, settings.inference());
    Scoring scoring = settings.scoring();
    this.scorer = new CaseScorer(scoring.emptyMasks(), scoring.toleranceMm());
    this.observer = observer;
  }

  /** The scores of the case at a place of the dataset. */
  CaseRecord at(int place) {
    long start = System.nanoTime();
    List<CaseRecord> records = new ArrayList<>();
    new SegmentedCases(dataset, segmenter)
        .visit(
            place,
            (sample, onSample, prediction, reference) -> {
              long scoring = System.nanoTime();
              List<ClassScores> scores =
                  scorer.score(prediction, reference, dataset.classes(), sample.originalSpacing());
              double metricsSeconds = (System.nanoTime() - scoring) * SECONDS;
              CaseScore score =
                  new CaseScore(
                      sample.name(),
                      sample.patient(),
                      sample.size(0),
                      scores,
                      ReferencePrint.of(reference, dataset.classes()));
              observer.scored(sample, onSample, score);
              records.add(
                  CaseRecord.of(
                      score,
                      (System.nanoTime() - start) * SECONDS,
                      metricsSeconds,
                      PeakMemory.mebibytes()));
            });
    return records.get(0);
  }

  @Override
  public void close() {
    segmenter.close();
  }
}
