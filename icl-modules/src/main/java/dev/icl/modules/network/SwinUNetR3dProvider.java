package dev.icl.modules.network;

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
  public SegmentationNetwork create(SwinVolumeSettings settings, ImageSpec image) {
    SwinRules.requireStages(name(), settings.swin(), SwinUNetR3d.STAGES, SwinUNetR3d.STAGES);
    return new SwinUNetR3d(image.channels(), image.classes(), settings);
  }
}
