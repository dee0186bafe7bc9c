package dev.icl.app.run;

import dev.icl.app.predict.VolumeSegmenter;
import dev.icl.data.metrics.LabelMap;
import dev.icl.data.model.Dataset;
import dev.icl.data.model.OriginalGrid;
import dev.icl.data.model.Volume;
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
      Volume volume = dataset.validationVolume(i);
      byte[] segmented = segmenter.segment(volume);
      if (volume.original().isPresent()) {
        OriginalGrid grid = volume.original().get();
        byte[] reference = required(volume, grid.label());
        visitor.visit(
            volume, segmented, map(grid, grid.restore().apply(segmented)), map(grid, reference));
      } else {
        visitor.visit(
            volume,
            segmented,
            map(volume, segmented),
            map(volume, required(volume, volume.label())));
      }
    }
  }

  private static byte[] required(Volume volume, Optional<byte[]> label) {
    return label.orElseThrow(() -> new IllegalStateException(volume.name() + " has no labels"));
  }

  private static LabelMap map(OriginalGrid grid, byte[] labels) {
    return LabelMap.volume(grid.slices(), grid.height(), grid.width(), labels);
  }

  private static LabelMap map(Volume volume, byte[] labels) {
    return LabelMap.volume(volume.slices(), volume.height(), volume.width(), labels);
  }

  /** A visitor of cases. */
  @FunctionalInterface
  interface Visitor {
    /**
     * @param onVolume the prediction for the volume as it is
     * @param prediction the same on the grid of the case's file
     * @param reference on that grid, too
     */
    void visit(Volume volume, byte[] onVolume, LabelMap prediction, LabelMap reference);
  }
}
