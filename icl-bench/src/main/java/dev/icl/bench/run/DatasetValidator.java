package dev.icl.bench.run;

import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.LabelMap;
import dev.icl.data.metrics.Overlap;
import dev.icl.data.metrics.ScoreSummary;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Volume;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.Validator;
import java.util.ArrayList;
import java.util.List;

/** Scores a network on the validation volumes of a dataset, each at its own size. */
final class DatasetValidator implements Validator {
  private final Dataset dataset;
  private final VolumeSegmenter segmenter;

  DatasetValidator(Dataset dataset, VolumeSegmenter segmenter) {
    this.dataset = dataset;
    this.segmenter = segmenter;
  }

  @Override
  public Scores validate() {
    return summary(cases());
  }

  /** Every validation case. */
  List<CaseScore> cases() {
    List<CaseScore> cases = new ArrayList<>();
    for (int i = 0; i < dataset.validationCases().size(); i++) {
      Volume volume = dataset.validationVolume(i);
      byte[] truth =
          volume
              .label()
              .orElseThrow(() -> new IllegalStateException(volume.name() + " has no labels"));
      List<Double> dice =
          Overlap.perClass(
                  map(volume, segmenter.segment(volume)), map(volume, truth), dataset.classes())
              .stream()
              .map(o -> o.dice(EmptyMasks.STRICT))
              .toList();
      cases.add(new CaseScore(volume.name(), volume.slices(), dice));
    }
    return cases;
  }

  private static LabelMap map(Volume volume, byte[] labels) {
    return LabelMap.volume(volume.slices(), volume.height(), volume.width(), labels);
  }

  static Scores summary(List<CaseScore> cases) {
    ScoreSummary dice =
        ScoreSummary.of(
            cases.stream()
                .map(c -> c.dice().stream().mapToDouble(Double::doubleValue).toArray())
                .toList());
    return new Scores(dice.mean(), dice.perClass(), dice.std());
  }
}
