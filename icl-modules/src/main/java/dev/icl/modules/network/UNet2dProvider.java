package dev.icl.modules.network;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Citation;
import dev.icl.core.text.Counts;
import java.util.List;

/** The authors' 2-D U-Net as {@code network.name: unet2d}. */
public final class UNet2dProvider implements NetworkProvider<UNet2dSettings> {
  /** The levels that a patch of 8192 pixels, the largest, has: each but the first halves it. */
  private static final int MOST_LEVELS = 14;

  @Override
  public String name() {
    return UNet2d.NAME;
  }

  @Override
  public String description() {
    return "the 2-D U-Net of the authors of ICL";
  }

  @Override
  public UNet2dSettings defaults() {
    return UNet2dSettings.defaults();
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Ronneberger, Fischer, Brox: U-Net: Convolutional Networks for Biomedical Image Segmentation. MICCAI 2015.",
            "10.1007/978-3-319-24574-4_28"));
  }

  @Override
  public SegmentationNetwork create(UNet2dSettings settings, ImageSpec image) {
    if (settings.channels().size() < 2) {
      throw new UserException(
          "network.channels: %s has too few levels; give at least two, shallow to deep."
              .formatted(settings.channels()));
    }
    if (settings.channels().size() > MOST_LEVELS) {
      throw new UserException(
          "network.channels: %d levels halve an image more often than any patch allows; give at most %d, shallow to deep."
              .formatted(settings.channels().size(), MOST_LEVELS));
    }
    if (settings.channels().stream().anyMatch(c -> c < 1)) {
      throw new UserException(
          "network.channels: %s must all be at least 1.".formatted(settings.channels()));
    }
    if (settings.dropout().size() != settings.channels().size()) {
      throw new UserException(
          "network.dropout: %s has %s for the %d levels of network.channels; give one per level."
              .formatted(
                  settings.dropout(),
                  Counts.of(settings.dropout().size(), "rate"),
                  settings.channels().size()));
    }
    if (settings.dropout().stream().anyMatch(rate -> !(rate >= 0 && rate < 1))) {
      throw new UserException(
          "network.dropout: %s must all be at least 0 and below 1.".formatted(settings.dropout()));
    }
    return new UNet2d(image.channels(), image.classes(), settings.channels(), settings.dropout());
  }
}
