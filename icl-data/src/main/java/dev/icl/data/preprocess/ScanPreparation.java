package dev.icl.data.preprocess;

import dev.icl.core.error.UserException;
import dev.icl.core.tensor.Shape;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.Orientation;
import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

  /** The configuration that asked for it. */
  public PreprocessConfig config() {
    return config;
  }

  /**
   * A scan preprocessed.
   *
   * @param image three axes
   * @throws UserException if the scan does not give the grid that the preprocessing needs
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
   * @throws UserException if the scan does not give the grid that the preprocessing needs
   * @throws IllegalArgumentException if it has not three axes, or the shapes differ
   */
  public PreparedScan apply(Scan image, Optional<Scan> label) {
    return apply(List.of(image), label).get(0);
  }

  /**
   * Every channel of a scan preprocessed, the first together with its label map; all of them decide
   * what is cropped.
   *
   * @param channels of three axes and one shape, at least one
   * @param label class of each voxel, of the same shape
   * @return one for each channel, in order
   * @throws UserException if the scan does not give the grid that the preprocessing needs
   * @throws IllegalArgumentException if one has not three axes, or the shapes differ
   */
  public List<PreparedScan> apply(List<Scan> channels, Optional<Scan> label) {
    Shape shape = channels.get(0).shape();
    if (shape.rank() != 3
        || channels.stream().anyMatch(c -> !c.shape().equals(shape))
        || label.filter(l -> !l.shape().equals(shape)).isPresent()) {
      throw new IllegalArgumentException(channels + " with " + label);
    }
    Work work = new Work(channels, label);
    changers(Optional.empty()).forEach(changer -> work.change(changer));
    List<PreparedScan> prepared = new ArrayList<>(List.of(work.first(this::intensities)));
    for (int other = 0; other < channels.size() - 1; other++) {
      prepared.add(after(prepared.get(0), intensities(work.other(other))));
    }
    return prepared;
  }

  /**
   * Every channel of a scan preprocessed; all of them decide what is cropped.
   *
   * @param channels of three axes and one shape, at least one
   * @throws UserException if the scan does not give the grid that the preprocessing needs
   */
  public PreparedChannels applyAll(List<Scan> channels) {
    List<PreparedScan> prepared = apply(channels, Optional.empty());
    return new PreparedChannels(
        prepared.get(0), prepared.stream().skip(1).map(PreparedScan::image).toList());
  }

  /**
   * Another channel of a scan, brought to the same grid; its intensities are treated by themselves.
   *
   * @param first channel, preprocessed
   * @param image the other channel, on the grid that the first one had
   */
  public PreparedScan like(PreparedScan first, Scan image) {
    float[] values = image.floats(WORKING);
    for (GridChange change : first.changes()) {
      values = change.image(values);
    }
    return after(first, intensities(values));
  }

  /** The image of another channel with the grid and the way back of the first. */
  private static PreparedScan after(PreparedScan first, float[] image) {
    return new PreparedScan(
        first.grid(),
        first.image().order(),
        Optional.empty(),
        image,
        Optional.empty(),
        first.changes());
  }

  /** Makes a change of a grid; some of them look at the channels of the image on it. */
  private interface Changer {
    GridChange of(VoxelGrid grid, Iterable<float[]> channels);
  }

  private List<Changer> changers(Optional<CropBox> known) {
    List<Changer> changers = new ArrayList<>();
    orientation.ifPresent(
        wanted -> changers.add((grid, channels) -> Reorientation.of(grid, wanted)));
    if (config.crop() != Crop.NONE) {
      changers.add(
          (grid, channels) ->
              new Cropping(
                  grid,
                  known.orElseGet(
                      () ->
                          CropBox.around(
                              grid.shape(), channels, config.crop(), config.cropMargin()))));
    }
    if (!config.spacing().isEmpty()) {
      changers.add((grid, channels) -> Resampling.of(grid, config.spacing()));
    }
    return changers;
  }

  /**
   * The changes that led to a preprocessed scan, without its image.
   *
   * @param grid of the scan as it was
   * @param crop the box it was cropped to, if it was
   */
  List<GridChange> changes(VoxelGrid grid, Optional<CropBox> crop) {
    List<GridChange> changes = new ArrayList<>();
    VoxelGrid at = grid;
    for (Changer changer : changers(crop)) {
      GridChange change = changer.of(at, List.of());
      changes.add(change);
      at = change.to();
    }
    return changes;
  }

  /** Whether preprocessing crops. */
  boolean crops() {
    return config.crop() != Crop.NONE;
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

  /** A scan on its way. Channels behind the first are decoded when they are first needed. */
  private static final class Work {
    private final VoxelGrid original;
    private final AxisOrder order;
    private final Optional<byte[]> originalLabel;
    private final List<Scan> others;
    private final Map<Integer, float[]> decoded = new HashMap<>();
    private final List<GridChange> changes = new ArrayList<>();
    private VoxelGrid grid;
    private float[] image;
    private Optional<byte[]> label;

    Work(List<Scan> channels, Optional<Scan> classes) {
      Scan scan = channels.get(0);
      others = channels.subList(1, channels.size());
      original = VoxelGrid.of(scan);
      order = scan.order();
      originalLabel = classes.map(l -> l.inOrder(WORKING).voxels().toBytes());
      grid = original;
      image = scan.floats(WORKING);
      label = originalLabel;
    }

    void change(Changer changer) {
      GridChange change = changer.of(grid, this::channels);
      image = change.image(image);
      decoded.replaceAll((index, values) -> change.image(values));
      label = label.map(change::label);
      grid = change.to();
      changes.add(change);
    }

    /** Every channel on the present grid. */
    private Iterator<float[]> channels() {
      Stream<float[]> rest =
          IntStream.range(0, others.size())
              .mapToObj(
                  index -> decoded.computeIfAbsent(index, place -> changed(others.get(place))));
      return Stream.concat(Stream.of(image), rest).iterator();
    }

    /** Gives away a channel behind the first, on the last grid. */
    float[] other(int index) {
      float[] known = decoded.remove(index);
      return known == null ? changed(others.get(index)) : known;
    }

    private float[] changed(Scan other) {
      float[] values = other.floats(WORKING);
      for (GridChange change : changes) {
        values = change.image(values);
      }
      return values;
    }

    PreparedScan first(UnaryOperator<float[]> intensities) {
      image = intensities.apply(image);
      return new PreparedScan(original, order, originalLabel, image, label, changes);
    }
  }
}
