package dev.icl.data.preprocess;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.icl.data.sample.Sample;
import dev.icl.data.scan.AxisOrder;

/**
 * A dataset's transformation of intensities where the configuration asks for none: a pure function.
 * Every one has a text, by which a checkpoint tells what its network's images went through.
 */
@JsonSerialize(using = ToStringSerializer.class)
public sealed interface IntensityRule {
  /** Intensities as they are stored. */
  static IntensityRule none() {
    return new Stored();
  }

  /**
   * Intensities from [least, greatest] of the image to [0, 1]; an image of one intensity becomes 0.
   * What SSL4MIS did to the scans of ACDC.
   */
  static IntensityRule minMax() {
    return new MinMax();
  }

  /**
   * Changes the intensities of one channel in place.
   *
   * @param image of which the channel is a part
   * @param from the channel's first value
   * @param count the number of its values
   */
  void apply(float[] image, int from, int count);

  /** The sample after it, each channel by itself. */
  default Sample apply(Sample sample) {
    return applyInPlace(sample.withImage(sample.image().clone()));
  }

  /**
   * The same in the sample's own array: a large scan has no room for a second one.
   *
   * @param sample that nobody else holds
   */
  default Sample applyInPlace(Sample sample) {
    for (int c = 0; c < sample.channels(); c++) {
      apply(sample.image(), c * sample.voxels(), sample.voxels());
    }
    return sample;
  }

  /** The same for files of one order of axes. */
  default IntensityRule in(AxisOrder order) {
    return this;
  }

  /**
   * Intensities from [low, high] to [0, 1]; what is outside is cut off.
   *
   * @param low in the unit of the scan, HU for CT
   * @param high above {@code low}
   */
  static IntensityRule window(double low, double high) {
    return new Window(low, high);
  }

  /**
   * One that depends on the order of a file's axes.
   *
   * @param firstFastest for files as NIfTI and NRRD
   * @param lastFastest for files as HDF5
   */
  static IntensityRule byOrder(IntensityRule firstFastest, IntensityRule lastFastest) {
    return firstFastest.equals(lastFastest) ? firstFastest : new ByOrder(firstFastest, lastFastest);
  }

  /**
   * The transformation of a text, as {@code toString} writes it.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  static IntensityRule ofText(String text) {
    String[] words = text.split(" ");
    if (text.equals(none().toString())) {
      return none();
    }
    if (text.equals(minMax().toString())) {
      return minMax();
    }
    if (words.length == 3 && words[0].equals(Window.WORD)) {
      return window(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
    throw new IllegalArgumentException("no rule of intensities: " + text);
  }

  /** See {@link #none}. */
  record Stored() implements IntensityRule {
    @Override
    public void apply(float[] image, int from, int count) {
      // as they are
    }

    @Override
    public Sample apply(Sample sample) {
      return sample;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** See {@link #minMax}. */
  record MinMax() implements IntensityRule {
    @Override
    public void apply(float[] image, int from, int count) {
      double[] range = Intensities.range(image, from, count);
      Intensities.rescale(image, from, count, range[0], range[1]);
    }

    @Override
    public String toString() {
      return "min_max";
    }
  }

  /**
   * See {@link #window}.
   *
   * @param low becomes 0
   * @param high becomes 1
   */
  record Window(double low, double high) implements IntensityRule {
    private static final String WORD = "window";

    /**
     * @throws IllegalArgumentException if {@code high} is not above {@code low}
     */
    public Window {
      if (!(high > low)) {
        throw new IllegalArgumentException("window from " + low + " to " + high);
      }
    }

    @Override
    public void apply(float[] image, int from, int count) {
      Intensities.rescale(image, from, count, low, high);
    }

    @Override
    public String toString() {
      return WORD + " " + low + " " + high;
    }
  }

  /**
   * See {@link #byOrder}; by itself it is that of files whose first axis is the fastest.
   *
   * @param firstFastest for files as NIfTI and NRRD
   * @param lastFastest for files as HDF5
   */
  record ByOrder(IntensityRule firstFastest, IntensityRule lastFastest) implements IntensityRule {
    @Override
    public void apply(float[] image, int from, int count) {
      firstFastest.apply(image, from, count);
    }

    @Override
    public IntensityRule in(AxisOrder order) {
      return order == AxisOrder.FIRST_FASTEST ? firstFastest : lastFastest;
    }
  }
}
