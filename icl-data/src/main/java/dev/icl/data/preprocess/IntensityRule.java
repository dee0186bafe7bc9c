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
   * Intensities after it.
   *
   * @param image one channel; not written to
   */
  float[] apply(float[] image);

  /** The sample after it, each channel by itself. */
  default Sample apply(Sample sample) {
    return sample.withImage(Intensities.ofChannels(sample, this::apply));
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
    public float[] apply(float[] image) {
      return image;
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
    public float[] apply(float[] image) {
      return Intensities.normalized(image, Normalization.MIN_MAX);
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
    public float[] apply(float[] image) {
      return Intensities.rescaled(image, low, high);
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
    public float[] apply(float[] image) {
      return firstFastest.apply(image);
    }

    @Override
    public IntensityRule in(AxisOrder order) {
      return order == AxisOrder.FIRST_FASTEST ? firstFastest : lastFastest;
    }
  }
}
