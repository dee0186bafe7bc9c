package dev.icl.data.preprocess;

import dev.icl.core.config.Crop;
import dev.icl.core.config.Normalization;
import dev.icl.core.config.PreprocessConfig;
import dev.icl.core.error.UserException;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Orientation;
import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The preprocessing that a configuration asks for: orientation, crop, resampling, then clipping and
 * normalisation of the intensities. A pure function of the scan; safe for use by several threads.
 *
 * <pre>{@code
 * PreparedScan prepared = new ScanPreparation(config.data().preprocess()).apply(image);
 * Scan segmentation = prepared.restore(classesOf(prepared.image())); // on the grid of the image
 * }</pre>
 */
public final class ScanPreparation {
  static final AxisOrder WORKING = AxisOrder.FIRST_FASTEST;

  private final PreprocessConfig config;
  private final Optional<Orientation> orientation;

  /**
   * @throws UserException if the configuration names no orientation, or its lists have the wrong
   *     number of values
   */
  public ScanPreparation(PreprocessConfig config) {
    this.config = config;
    this.orientation =
        config.orientation().isEmpty()
            ? Optional.empty()
            : Optional.of(
                Orientation.ofCodes(config.orientation())
                    .orElseThrow(
                        () ->
                            new UserException(
                                "data.preprocess.orientation is '%s': give three letters, each of R or L, A or P, S or I once, such as RAS."
                                    .formatted(config.orientation()))));
    requirePair("window", config.window());
    requirePair("percentiles", config.percentiles());
    if (!config.spacing().isEmpty() && config.spacing().size() != 3) {
      throw new UserException(
          "data.preprocess.spacing is %s: give three distances in mm, such as [1, 1, 1]; 0 leaves an axis as it is."
              .formatted(config.spacing()));
    }
  }

  private static void requirePair(String key, List<Double> values) {
    if (!values.isEmpty() && !(values.size() == 2 && values.get(0) < values.get(1))) {
      throw new UserException(
          "data.preprocess.%s is %s: give two values, the lower one first.".formatted(key, values));
    }
  }

  /** What was asked for. */
  public PreprocessConfig config() {
    return config;
  }

  /**
   * A scan preprocessed.
   *
   * @param image three axes
   * @throws UserException if the scan does not tell the grid that the preprocessing needs
   * @throws IllegalArgumentException if it has not three axes
   */
  public PreparedScan apply(Scan image) {
    return apply(image, Optional.empty());
  }

  /**
   * A scan preprocessed together with its label map.
   *
   * @param image three axes
   * @param label class of each voxel, of the same shape
   * @throws UserException if the scan does not tell the grid that the preprocessing needs
   * @throws IllegalArgumentException if it has not three axes, or the shapes differ
   */
  public PreparedScan apply(Scan image, Optional<Scan> label) {
    if (image.rank() != 3
        || label.filter(l -> !Arrays.equals(l.shape(), image.shape())).isPresent()) {
      throw new IllegalArgumentException(image + " with " + label);
    }
    Work work = new Work(image, label);
    orientation.ifPresent(wanted -> work.change(grid -> Reorientation.of(grid, wanted)));
    if (config.crop() != Crop.NONE) {
      double threshold = config.crop() == Crop.OTSU ? Intensities.otsu(work.image) : Double.NaN;
      work.change(grid -> Cropping.around(grid, work.image, threshold, config.cropMargin()));
    }
    if (!config.spacing().isEmpty()) {
      work.change(grid -> Resampling.of(grid, config.spacing()));
    }
    work.image = intensities(work.image);
    return work.done(image);
  }

  private float[] intensities(float[] values) {
    Normalization how = config.normalize();
    float[] out = values;
    if (!config.window().isEmpty()) {
      double low = config.window().get(0);
      double high = config.window().get(1);
      boolean scaled = how == Normalization.AUTO && config.percentiles().isEmpty();
      out = scaled ? Intensities.rescaled(out, low, high) : Intensities.clipped(out, low, high);
    }
    if (!config.percentiles().isEmpty()) {
      double[] ends = Intensities.percentiles(out, config.percentiles());
      out =
          how == Normalization.AUTO
              ? Intensities.rescaled(out, ends[0], ends[1])
              : Intensities.clipped(out, ends[0], ends[1]);
    }
    return Intensities.normalized(out, how);
  }

  /** A scan on its way. */
  private static final class Work {
    private Grid grid;
    private float[] image;
    private Optional<byte[]> label;
    private final List<GridChange> changes = new ArrayList<>();

    Work(Scan scan, Optional<Scan> classes) {
      grid = Grid.of(scan);
      image = scan.floats(WORKING);
      label = classes.map(l -> l.inOrder(WORKING).voxels().toBytes());
    }

    void change(Function<Grid, GridChange> maker) {
      GridChange change = maker.apply(grid);
      image = change.image(image);
      label = label.map(change::label);
      grid = change.to();
      changes.add(change);
    }

    PreparedScan done(Scan original) {
      AxisOrder order = original.order();
      return new PreparedScan(
          original,
          grid.scan(Voxels.of(image)).inOrder(order),
          label.map(l -> grid.scan(Voxels.ofLabels(l)).inOrder(order)),
          changes);
    }
  }
}
