package dev.icl.modules.network;

import dev.icl.core.settings.Citation;
import java.util.List;

/** The authors' Swin-UNETR as {@code network.name: swinunetr3d}. */
public final class SwinUNetR3dProvider implements NetworkProvider<SwinVolumeSettings> {
  @Override
  public String name() {
    return SwinUNetR3d.NAME;
  }

  @Override
  public String description() {
    return "the Swin-UNETR of the authors of ICL and MONAI, a 3-D network of window attention";
  }

  @Override
  public SwinVolumeSettings defaults() {
    return SwinVolumeSettings.defaults();
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Hatamizadeh et al.: Swin UNETR: Swin Transformers for Semantic Segmentation of Brain Tumors in MRI Images. BrainLes 2021.",
            "10.1007/978-3-031-08999-2_22"));
  }

  @Override
  public SegmentationNetwork create(SwinVolumeSettings settings, ImageSpec image) {
    SwinRules.requireStages(name(), settings.swin(), SwinUNetR3d.STAGES, SwinUNetR3d.STAGES);
    return new SwinUNetR3d(image.channels(), image.classes(), settings);
  }
}
