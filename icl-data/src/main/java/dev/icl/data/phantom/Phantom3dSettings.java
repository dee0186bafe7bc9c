package dev.icl.data.phantom;

import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of the volumetric phantom.
 *
 * @param phantom the number of patients, and the seed
 * @param phantomSize about how many slices, rows and columns a scan has; the field of view is the
 *     same with any
 * @param phantomChannels values at each voxel: 1 or 2
 */
public record Phantom3dSettings(
    @Inline PhantomSettings phantom,
    @Doc(
            value =
                "about how many slices, rows and columns a scan of `phantom3d` has; its field of view is the same with any",
            range = "three, each 16 to 1024")
        @Min(16)
        @Max(1024)
        List<Integer> phantomSize,
    @Doc("channels of the images of `phantom3d`") @Min(1) @Max(2) int phantomChannels)
    implements Checked {
  /** Copies the list. */
  public Phantom3dSettings {
    phantomSize = List.copyOf(phantomSize);
  }

  /** Small scans of one channel, voxels of 5 × 1.5 × 1.5 mm. */
  public static Phantom3dSettings defaults() {
    return new Phantom3dSettings(PhantomSettings.defaults(), List.of(24, 64, 64), 1);
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        phantomSize.size() == 3 || rules.unread("phantom_size"),
        "phantom_size",
        "have three sizes: slices, rows and columns",
        phantomSize);
  }
}
