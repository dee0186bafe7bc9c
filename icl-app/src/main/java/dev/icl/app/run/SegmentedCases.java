package dev.icl.app.run;

import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.data.metrics.LabelMap;
import dev.icl.data.model.Dataset;
import dev.icl.data.sample.OriginalGrid;
import dev.icl.data.sample.Sample;
import java.util.Optional;

/** The validation cases of a dataset, one after the other, each with its prediction. */
final class SegmentedCases {
  private final Dataset dataset;
  private final VolumeSegmenter segmenter;

  SegmentedCases(Dataset dataset, VolumeSegmenter segmenter) {
    this.dataset = dataset;
    this.segmenter = segmenter;
  }

  /**
   * Segments every case. Prediction and reference are on the grid of the case's file, whatever it
   * was preprocessed to. Only one case is in memory at a time.
   */
  void forEach(Visitor visitor) {
    for (int i = 0; i < dataset.validationCases().size(); i++) {
      visit(i, visitor);
    }
  }

  /** Segments the case of a place in the list. */
  void visit(int place, Visitor visitor) {
    Sample sample = dataset.validationScan(place);
    byte[] segmented = segmenter.segment(sample);
    if (sample.original().isPresent()) {
      OriginalGrid grid = sample.original().get();
      byte[] reference = required(sample, grid.label());
      visitor.visit(
          sample,
          segmented,
          LabelMap.of(grid.shape(), grid.restore().apply(segmented)),
          LabelMap.of(grid.shape(), reference));
    } else {
      visitor.visit(
          sample,
          segmented,
          LabelMap.of(sample.shape(), segmented),
          LabelMap.of(sample.shape(), required(sample, sample.label())));
    }
  }

  private static byte[] required(Sample sample, Optional<byte[]> label) {
    return label.orElseThrow(() -> new IllegalStateException(sample.name() + " has no labels"));
  }

  /** A visitor of cases. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param sample as the network saw it
     * @param onSample the prediction for it
     * @param prediction the same on the grid of the case's file
     * @param reference on that grid, too
     */
    void visit(Sample sample, byte[] onSample, LabelMap prediction, LabelMap reference);
  }
}
