package dev.icl.bench.run;

import dev.icl.data.metrics.LabelMap;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.Volume;

/** The validation cases of a dataset, one after the other, each with its prediction. */
final class SegmentedCases {
  private final Dataset dataset;
  private final VolumeSegmenter segmenter;

  SegmentedCases(Dataset dataset, VolumeSegmenter segmenter) {
    this.dataset = dataset;
    this.segmenter = segmenter;
  }

  /** Segments every case at its own size. Only one is in memory at a time. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < dataset.validationCases().size(); i++) {
      Volume volume = dataset.validationVolume(i);
      byte[] reference =
          volume
              .label()
              .orElseThrow(() -> new IllegalStateException(volume.name() + " has no labels"));
      visitor.visit(volume, map(volume, segmenter.segment(volume)), map(volume, reference));
    }
  }

  private static LabelMap map(Volume volume, byte[] labels) {
    return LabelMap.volume(volume.slices(), volume.height(), volume.width(), labels);
  }

  /** What is done with a case. */
  @FunctionalInterface
  interface Visitor {
    void visit(Volume volume, LabelMap prediction, LabelMap reference);
  }
}
