package dev.icl.modules.network;

import dev.icl.core.attention.MergeOrder;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.OneOf;

/**
 * The settings of Swin-UNETR.
 *
 * @param swin those of its encoder
 * @param merging the neighbours that are merged between stages
 */
public record SwinVolumeSettings(
    @Inline SwinSettings swin,
    @Doc(
            "how `swinunetr3d` merges neighbouring tokens: `monai`, as published, reads two of the eight twice and two never; `complete`, MONAI's `mergingv2`, reads each once")
        @OneOf({MONAI, COMPLETE})
        String merging) {
  static final String MONAI = "monai";
  static final String COMPLETE = "complete";

  /** The authors' network. */
  static SwinVolumeSettings defaults() {
    return new SwinVolumeSettings(SwinSettings.volumes(), MONAI);
  }

  /** The order of the neighbours. */
  MergeOrder order() {
    return merging.equals(MONAI) ? MergeOrder.MONAI_3D : MergeOrder.LAST_AXIS_FASTEST;
  }
}
