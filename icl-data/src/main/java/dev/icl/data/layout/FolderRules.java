package dev.icl.data.layout;

import dev.icl.data.catalog.LabelRule;
import dev.icl.data.catalog.ReadingRules;
import dev.icl.data.preprocess.IntensityRule;
import dev.icl.data.scan.AxisOrder;
import dev.icl.data.scan.SliceAxis;
import dev.icl.data.settings.DataConfig;
import java.util.List;

/**
 * The reading rules of scans of one's own: slices along the third axis of a file unless the
 * configuration names another, intensities scaled to [0, 1] channel by channel.
 */
final class FolderRules {
  private FolderRules() {}

  /** The rules of scans without labels. */
  static ReadingRules inputs(DataConfig data, AxisOrder order) {
    return ReadingRules.inputs(order)
        .along(SliceAxis.THIRD)
        .with(IntensityRule.minMax())
        .along(data.sliceAxis());
  }

  /**
   * The rules of a dataset.
   *
   * @param classes their names, the place in the list being the label value; empty where they are
   *     not known
   * @param channels their names; empty where an image has one without a name
   * @param data the section {@code data}
   */
  static ReadingRules of(List<String> classes, List<String> channels, DataConfig data) {
    return new ReadingRules(
            classes,
            classes.isEmpty() ? LabelRule.any() : LabelRule.classes(classes.size()),
            SliceAxis.THIRD,
            IntensityRule.minMax(),
            channels.isEmpty() ? ReadingRules.ONE_CHANNEL : channels)
        .along(data.sliceAxis());
  }
}
