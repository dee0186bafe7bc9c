package dev.icl.modules.network;

import dev.icl.core.settings.Citation;
import java.util.List;

/** The V-Net of the benchmarks on left atria as {@code network.name: vnet}. */
public final class VNetProvider implements NetworkProvider<VolumeSettings> {
  @Override
  public String name() {
    return VNet.NAME;
  }

  @Override
  public String description() {
    return "the V-Net of UA-MT, SSL4MIS and the benchmarks on left atria";
  }

  @Override
  public VolumeSettings defaults() {
    return VolumeSettings.published(0.5);
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Milletari, Navab, Ahmadi: V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation. 3DV 2016.",
            "10.1109/3DV.2016.79"));
  }

  @Override
  public SegmentationNetwork create(VolumeSettings settings, ImageSpec image) {
    FiveLevels.require(name(), settings.channels(), settings.dropout());
    return new VNet(image.channels(), image.classes(), settings);
  }
}
