package dev.icl.modules.network;

import dev.icl.core.settings.Citation;
import java.util.Collections;
import java.util.List;

/** The authors' Swin-UNet as {@code network.name: swinunet2d}. */
public final class SwinUNet2dProvider implements NetworkProvider<SwinSettings> {
  @Override
  public String name() {
    return SwinUNet2d.NAME;
  }

  @Override
  public String description() {
    return "the Swin-UNet of the authors of ICL, a 2-D network of window attention";
  }

  @Override
  public SwinSettings defaults() {
    return SwinSettings.images();
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Cao et al.: Swin-Unet: Unet-like Pure Transformer for Medical Image Segmentation. ECCV 2022 Workshops.",
            "10.1007/978-3-031-25066-8_9"));
  }

  @Override
  public SegmentationNetwork create(SwinSettings settings, ImageSpec image) {
    SwinRules.requireStages(name(), settings, SwinSettings.LEAST_STAGES, SwinSettings.MOST_STAGES);
    int divisor = SwinUNet2d.PATCH << (settings.stages() - 1);
    Patches.require(name(), image.patch(), Collections.nCopies(2, divisor));
    SwinRules.requireWindows(settings, image.patch(), SwinUNet2d.PATCH);
    return new SwinUNet2d(image, settings);
  }
}
