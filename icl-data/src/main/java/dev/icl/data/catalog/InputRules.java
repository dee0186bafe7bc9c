package dev.icl.data.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.preprocess.PreprocessConfig;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The rules by which a scan becomes what a network was trained on. They are the network's, wherever
 * a scan is from: which classes its labels stand for is a matter of its own dataset.
 *
 * @param firstFastest for files as NIfTI and NRRD
 * @param lastFastest for files as HDF5
 * @param preprocess what every scan goes through before it is cut into slices
 * @param labels from stored label values to classes, as the files of the training had them
 * @param channelNames names of the values at each voxel of an image; empty where there is one
 *     without a name
 */
public record InputRules(
    OfOrder firstFastest,
    OfOrder lastFastest,
    PreprocessConfig preprocess,
    LabelRule labels,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> channelNames) {
  /** Refuses nulls, but of a checkpoint that tells no channels. */
  public InputRules {
    Objects.requireNonNull(firstFastest, "first_fastest");
    Objects.requireNonNull(lastFastest, "last_fastest");
    Objects.requireNonNull(preprocess, "preprocess");
    Objects.requireNonNull(labels, "labels");
    channelNames = channelNames == null ? List.of() : List.copyOf(channelNames);
  }

  /**
   * The rules for files of one order of axes.
   *
   * @param axis along which of a file's axes volumes are cut into slices; never {@link
   *     SliceAxis#AUTO}
   * @param intensities what they go through where {@code preprocess} leaves them alone
   */
  public record OfOrder(SliceAxis axis, IntensityRule intensities) {
    /**
     * @throws IllegalArgumentException if the axis is {@code AUTO}
     */
    public OfOrder {
      Objects.requireNonNull(axis, "axis");
      Objects.requireNonNull(intensities, "intensities");
      if (axis == SliceAxis.AUTO) {
        throw new IllegalArgumentException("an axis is needed");
      }
    }

    private static OfOrder of(ReadingRules rules) {
      return new OfOrder(rules.axis(), rules.intensities());
    }
  }

  /**
   * The rules of a dataset.
   *
   * @param dataset how it has scans from elsewhere read, by the order of their axes
   * @param preprocess what scans go through before they are cut into slices
   */
  public static InputRules of(
      Function<AxisOrder, ReadingRules> dataset, PreprocessConfig preprocess) {
    ReadingRules firstFastest = dataset.apply(AxisOrder.FIRST_FASTEST);
    return new InputRules(
            OfOrder.of(firstFastest),
            OfOrder.of(dataset.apply(AxisOrder.LAST_FASTEST)),
            preprocess,
            firstFastest.labels(),
            List.of())
        .withChannels(firstFastest.channels());
  }

  /** The same for files with other label values. */
  public InputRules with(LabelRule rule) {
    return new InputRules(firstFastest, lastFastest, preprocess, rule, channelNames);
  }

  /** The same for images of other channels, each with its name. */
  public InputRules withChannels(List<String> names) {
    List<String> named = names.equals(ReadingRules.ONE_CHANNEL) ? List.of() : names;
    return new InputRules(firstFastest, lastFastest, preprocess, labels, named);
  }

  /** Names of the values at each voxel of an image, at least one. */
  public List<String> channels() {
    return channelNames.isEmpty() ? ReadingRules.ONE_CHANNEL : channelNames;
  }

  /** The rules for a scan without labels whose voxels have an order. */
  public ReadingRules reading(AxisOrder order) {
    OfOrder rules = order == AxisOrder.FIRST_FASTEST ? firstFastest : lastFastest;
    return ReadingRules.inputs(order)
        .along(rules.axis())
        .with(rules.intensities())
        .withChannels(channels());
  }

  /** The treatment of intensities, whatever the order of a file. */
  public IntensityRule intensities() {
    return IntensityRule.byOrder(firstFastest.intensities(), lastFastest.intensities());
  }
}
