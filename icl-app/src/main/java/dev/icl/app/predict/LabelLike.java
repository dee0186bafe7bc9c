package dev.icl.app.predict;

import dev.icl.data.scan.Scan;
import dev.icl.data.scan.Voxels;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The recognition of label maps that were given in the place of images. */
final class LabelLike {
  /** Images of any modality have many more values than label maps have classes. */
  private static final int MOST_CLASSES = 16;

  /** Smaller arrays may have few values by chance. */
  private static final int LEAST_VOXELS = 256;

  private LabelLike() {}

  /**
   * A clause on a scan whose voxels are few whole numbers from 0, as those of a label map; none for
   * others. It may be an image all the same, so it is no refusal.
   *
   * @param scan as it was read
   */
  static List<String> notes(Scan scan) {
    Voxels voxels = scan.voxels();
    if (voxels.size() < LEAST_VOXELS) {
      return List.of();
    }
    TreeSet<Long> values = new TreeSet<>();
    for (int i = 0; i < voxels.size(); i++) {
      double value = voxels.at(i);
      if (value < 0 || value != Math.rint(value) || value > Short.MAX_VALUE) {
        return List.of();
      }
      values.add((long) value);
      if (values.size() > MOST_CLASSES) {
        return List.of();
      }
    }
    if (values.size() < 2 || values.first() != 0) {
      return List.of();
    }
    return List.of(
        "its voxels hold only the whole numbers %s, as those of a label map do, so it may be no image"
            .formatted(values.stream().map(String::valueOf).collect(Collectors.joining(", "))));
  }
}
