package dev.icl.data.catalog;

import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.ChannelAxis;
import dev.icl.data.scan.SliceAxis;
import java.util.List;

/**
 * The rules by which the files of a dataset become samples.
 *
 * @param classNames names of the classes, the background first; empty where they are not known
 * @param labels from stored label values to classes
 * @param axis along which of a file's axes volumes are cut into slices; never {@link
 *     SliceAxis#AUTO}
 * @param channels names of the values at each voxel of an image, at least one
 * @param intensities the treatment of those of every scan where no preprocessing is asked for
 * @param channelAxis the axis of an HDF5 file's array that counts channels
 */
public record ReadingRules(
    List<String> classNames,
    LabelRule labels,
    SliceAxis axis,
    IntensityRule intensities,
    List<String> channels,
    ChannelAxis channelAxis) {
  /** The channels of a dataset that names none. */
  public static final List<String> ONE_CHANNEL = List.of("image");

  /** Keeps its own copies of the lists. */
  public ReadingRules {
    classNames = List.copyOf(classNames);
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException("a channel is needed");
    }
    if (axis == SliceAxis.AUTO) {
      throw new IllegalArgumentException("an axis is needed");
    }
  }

  /**
   * Rules for images whose channels are on an axis that is known by its size.
   *
   * @param classNames names of the classes, the background first; empty where they are not known
   * @param labels from stored label values to classes
   * @param axis along which of a file's axes volumes are cut into slices; never {@link
   *     SliceAxis#AUTO}
   * @param intensities the treatment of those of every scan where no preprocessing is asked for
   * @param channels names of the values at each voxel of an image, at least one
   */
  public ReadingRules(
      List<String> classNames,
      LabelRule labels,
      SliceAxis axis,
      IntensityRule intensities,
      List<String> channels) {
    this(classNames, labels, axis, intensities, channels, ChannelAxis.AUTO);
  }

  /**
   * Rules for images of one channel.
   *
   * @param classNames names of the classes, the background first; empty where they are not known
   * @param labels from stored label values to classes
   * @param axis along which of a file's axes volumes are cut into slices; never {@link
   *     SliceAxis#AUTO}
   * @param intensities the treatment of those of every scan where no preprocessing is asked for
   */
  public ReadingRules(
      List<String> classNames, LabelRule labels, SliceAxis axis, IntensityRule intensities) {
    this(classNames, labels, axis, intensities, ONE_CHANNEL);
  }

  /** Classes stored as their places in the list, intensities as they are. */
  public static ReadingRules of(List<String> classNames, SliceAxis axis) {
    return new ReadingRules(
        classNames, LabelRule.classes(classNames.size()), axis, IntensityRule.none());
  }

  /**
   * Scans without labels as their format usually has them: slices along the axis that is slowest in
   * the file's memory, the third of NIfTI and NRRD, the first of HDF5.
   */
  public static ReadingRules inputs(AxisOrder order) {
    SliceAxis slowest = order == AxisOrder.FIRST_FASTEST ? SliceAxis.THIRD : SliceAxis.FIRST;
    return new ReadingRules(List.of(), LabelRule.any(), slowest, IntensityRule.none());
  }

  /** The same with another treatment of labels. */
  public ReadingRules with(LabelRule rule) {
    return new ReadingRules(classNames, rule, axis, intensities, channels, channelAxis);
  }

  /** The same with another treatment of intensities. */
  public ReadingRules with(IntensityRule rule) {
    return new ReadingRules(classNames, labels, axis, rule, channels, channelAxis);
  }

  /** The same for images of other channels, each with its name. */
  public ReadingRules withChannels(List<String> names) {
    return new ReadingRules(classNames, labels, axis, intensities, names, channelAxis);
  }

  /** The same along another axis, unless that is {@link SliceAxis#AUTO}. */
  public ReadingRules along(SliceAxis wanted) {
    return wanted == SliceAxis.AUTO
        ? this
        : new ReadingRules(classNames, labels, wanted, intensities, channels, channelAxis);
  }

  /** The same with channels along another axis of HDF5 files. */
  public ReadingRules with(ChannelAxis wanted) {
    return new ReadingRules(classNames, labels, axis, intensities, channels, wanted);
  }
}
