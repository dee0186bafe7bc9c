package dev.icl.app.proposal;

import dev.icl.core.settings.Records;
import dev.icl.data.fingerprint.DatasetFingerprint;
import dev.icl.data.fingerprint.TargetGrid;
import dev.icl.data.phantom.PhantomProvider;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The section {@code data} of a proposal. What is set to something else than the default stays.
 *
 * @param fingerprint of the dataset
 * @param grid the spacing to train at
 * @param axes along which slices are cut
 * @param rank 2 for slices, 3 for volumes
 * @param batch images in a step
 */
record DataPlan(
    DatasetFingerprint fingerprint, TargetGrid grid, SampleAxes axes, int rank, int batch) {
  /** How many patches of volumes nnU-Net leaves anywhere, before it rounds to whole images. */
  private static final double ANYWHERE = 0.67;

  private static final double MICRO = 1e6;

  /**
   * The section.
   *
   * @param data the section as it is so far
   * @param usual the axis of slices that the dataset has by itself
   * @param namesClasses whether names for the classes are needed
   */
  DataConfig of(DataConfig data, SliceAxis usual, boolean namesClasses) {
    Map<String, Object> values = new HashMap<>();
    values.put(
        "preprocess", new IntensityPlan(fingerprint).preprocess(data.preprocess(), spacing()));
    if (axes.setting() != usual) {
      values.put("slice_axis", axes.setting());
    }
    DataConfig usually = DataConfig.of(new PhantomProvider());
    if (data.augment().equals(usually.augment())) {
      values.put("augment", "nnunet");
    }
    if (rank == 3 && data.foregroundShare() == usually.foregroundShare()) {
      values.put("foreground_share", foregroundShare());
    }
    if (namesClasses) {
      values.put("classes", fingerprint.classes());
    }
    return Records.with(data, values);
  }

  /** The last images of a batch are centred on the foreground: 1 of 2, 1 of 4, 2 of 6. */
  private double foregroundShare() {
    double share = (batch - Math.rint(ANYWHERE * batch)) / batch;
    return Math.rint(100 * share) / 100;
  }

  /** Along the axes of the files; slices stay where they are in 2-D. */
  private List<Double> spacing() {
    return grid.known()
        ? IntStream.range(0, 3)
            .mapToObj(
                axis ->
                    rank == 2 && axis == axes.slices()
                        ? 0.0
                        : Math.rint(grid.spacing().get(axis) * MICRO) / MICRO)
            .toList()
        : List.of();
  }
}
