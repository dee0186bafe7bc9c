package dev.icl.modules.network;

import dev.icl.core.settings.Citation;
import java.util.List;

/** The authors' 3-D U-Net as {@code network.name: unet3d}. */
public final class UNet3dProvider implements NetworkProvider<VolumeSettings> {
  @Override
  public String name() {
    return UNet3d.NAME;
  }

  @Override
  public String description() {
    return "the 3-D U-Net of the authors of ICL";
  }

  @Override
  public VolumeSettings defaults() {
    return VolumeSettings.published(0.3);
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Çiçek, Abdulkadir, Lienkamp, Brox, Ronneberger: 3D U-Net: Learning Dense Volumetric Segmentation from Sparse Annotation. MICCAI 2016.",
            "10.1007/978-3-319-46723-8_49"));
  }

  @Override
  public SegmentationNetwork create(VolumeSettings settings, ImageSpec image) {
    FiveLevels.require(name(), settings.channels(), settings.dropout());
    return new UNet3d(image.channels(), image.classes(), settings);
  }
}
