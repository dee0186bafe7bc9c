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
 * The settings of the published networks for volumes, which have five levels and drop values in two
 * places.
 *
 * @param channels feature channels per level, shallow to deep
 * @param dropout dropout rates at the centre and in front of the last layer
 */
public record VolumeSettings(
    @Doc(value = "feature channels per level, shallow to deep", range = "five, each 1 to 8192")
        @NotEmpty
        @Min(1)
        @Max(8192)
        List<Integer> channels,
    @Doc(
            value = "dropout rates at the centre and before the last layer",
            range = "two, each 0 to below 1")
        @Min(0)
        @Below(1)
        List<Double> dropout)
    implements Checked {
  /** Copies the lists. */
  public VolumeSettings {
    channels = List.copyOf(channels);
    dropout = List.copyOf(dropout);
  }

  /** The published widths, 16 to 256, with one rate in both places. */
  static VolumeSettings published(double dropout) {
    return new VolumeSettings(List.of(16, 32, 64, 128, 256), List.of(dropout, dropout));
  }

  @Override
  public void check(Rules rules) {
    rules.must(
        channels.size() == 5 || rules.unread("channels"),
        "channels",
        "have five numbers, one per level",
        channels);
    rules.must(
        dropout.size() == 2 || rules.unread("dropout"),
        "dropout",
        "have two rates, one for the centre and one for the last layer",
        dropout);
  }
}
