package dev.icl.modules.network;

import dev.icl.core.settings.Below;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.NotEmpty;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of the 2-D U-Net.
 *
 * @param channels feature channels per level, shallow to deep ({@code feature_chns} in the authors'
 *     code)
 * @param dropout dropout rate per encoder level, shallow to deep
 */
public record UNet2dSettings(
    @Doc(value = "feature channels per level, shallow to deep", range = "2 to 14, each 1 to 8192")
        @NotEmpty
        @Min(1)
        @Max(8192)
        List<Integer> channels,
    @Doc(
            value =
                "dropout rate per encoder level, as many as channels; `unet3d` and `vnet` have two, at the centre and before the last layer",
            range = "each 0 to below 1")
        @Min(0)
        @Below(1)
        List<Double> dropout)
    implements Checked {
  /** Copies the lists. */
  public UNet2dSettings {
    channels = List.copyOf(channels);
    dropout = List.copyOf(dropout);
  }

  /** The authors' network. */
  public static UNet2dSettings defaults() {
    return new UNet2dSettings(List.of(16, 32, 64, 128, 256), List.of(0.05, 0.1, 0.2, 0.3, 0.5));
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        dropout.size() == channels.size() || rules.unread("channels", "dropout"),
        "dropout",
        "have one rate for each of the %d network.channels".formatted(channels.size()),
        dropout);
  }
}
