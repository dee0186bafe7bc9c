package dev.icl.app.run;

import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.Overlap;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.model.Dataset;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.Validator;
import java.util.ArrayList;
import java.util.List;

/** The Dice of a network on the validation scans of a dataset, each at its own size. */
final class DatasetValidator implements Validator {
  private final Dataset dataset;
  private final SegmentedCases cases;

  DatasetValidator(Dataset dataset, VolumeSegmenter segmenter) {
    this.dataset = dataset;
    this.cases = new SegmentedCases(dataset, segmenter);
  }

  @Override
  public Scores validate() {
    List<double[]> dice = new ArrayList<>();
    List<String> patients = new ArrayList<>();
    cases.forEach(
        (sample, onSample, prediction, reference) -> {
          patients.add(sample.patient());
          dice.add(
              Overlap.perClass(prediction, reference, dataset.classes()).stream()
                  .mapToDouble(overlap -> overlap.dice(EmptyMasks.STRICT))
                  .toArray());
        });
    ScoreSummary summary = ScoreSummary.of(dice, patients);
    return new Scores(summary.mean(), summary.perClass(), summary.std());
  }
}
