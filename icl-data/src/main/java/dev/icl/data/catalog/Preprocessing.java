package dev.icl.data.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.icl.data.model.Volume;
import dev.icl.data.scan.AxisOrder;

/**
 * A transformation of a volume before it is cut into slices: a pure function. Every one has a text,
 * by which a checkpoint tells what its network's images went through.
 */
@JsonSerialize(using = ToStringSerializer.class)
public sealed interface Preprocessing {
  /** Volumes as they are stored. */
  static Preprocessing none() {
    return new Stored();
  }

  /**
   * Intensities from [least, greatest] of the volume to [0, 1]; a volume of one intensity becomes
   * 0. What SSL4MIS did to the scans of ACDC.
   */
  static Preprocessing minMax() {
    return new MinMax();
  }

  /** The volume after it; its name, patient and label map may change only with its grid. */
  Volume apply(Volume volume);

  /** The same for files of one order of axes. */
  default Preprocessing in(AxisOrder order) {
    return this;
  }

  /**
   * Intensities from [low, high] to [0, 1]; what is outside is cut off.
   *
   * @param low in the unit of the scan, HU for CT
   * @param high above {@code low}
   */
  static Preprocessing window(double low, double high) {
    return new Window(low, high);
  }

  /**
   * One that depends on the order of a file's axes.
   *
   * @param firstFastest for files as NIfTI and NRRD
   * @param lastFastest for files as HDF5
   */
  static Preprocessing byOrder(Preprocessing firstFastest, Preprocessing lastFastest) {
    return firstFastest.equals(lastFastest) ? firstFastest : new ByOrder(firstFastest, lastFastest);
  }

  /**
   * The transformation of a text, as {@code toString} writes it.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  static Preprocessing ofText(String text) {
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
    throw new IllegalArgumentException("no preprocessing: " + text);
  }

  /** See {@link #none}. */
  record Stored() implements Preprocessing {
    @Override
    public Volume apply(Volume volume) {
      return volume;
    }

    @Override
    public String toString() {
      return "none";
    }
  }

  /** See {@link #minMax}. */
  record MinMax() implements Preprocessing {
    @Override
    public Volume apply(Volume volume) {
      float[] image = volume.image();
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (float value : image) {
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      return volume.withImage(least < most ? mapped(image, least, most) : new float[image.length]);
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
  record Window(double low, double high) implements Preprocessing {
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
    public Volume apply(Volume volume) {
      return volume.withImage(mapped(volume.image(), low, high));
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
  record ByOrder(Preprocessing firstFastest, Preprocessing lastFastest) implements Preprocessing {
    @Override
    public Volume apply(Volume volume) {
      return firstFastest.apply(volume);
    }

    @Override
    public Preprocessing in(AxisOrder order) {
      return order == AxisOrder.FIRST_FASTEST ? firstFastest : lastFastest;
    }
  }

  private static float[] mapped(float[] image, double low, double high) {
    float[] out = new float[image.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.min(1, Math.max(0, (image[i] - low) / (high - low)));
    }
    return out;
  }
}
