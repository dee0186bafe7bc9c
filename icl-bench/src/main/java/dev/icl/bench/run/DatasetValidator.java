package dev.icl.bench.run;

import dev.icl.data.metrics.Dice;
import dev.icl.data.metrics.DiceSummary;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Volume;
import dev.icl.modules.train.Scores;
import dev.icl.modules.train.Validator;
import java.util.ArrayList;
import java.util.Arrays;
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
      double[] dice = Dice.perClass(segmenter.segment(volume), truth, dataset.classes());
      cases.add(
          new CaseScore(volume.name(), volume.slices(), Arrays.stream(dice).boxed().toList()));
    }
    return cases;
  }

  static Scores summary(List<CaseScore> cases) {
    DiceSummary dice =
        DiceSummary.of(
            cases.stream()
                .map(c -> c.dice().stream().mapToDouble(Double::doubleValue).toArray())
                .toList());
    return new Scores(dice.mean(), dice.perClass(), dice.std());
  }
}
