package dev.icl.modules.network;

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
  public SegmentationNetwork create(VolumeSettings settings, ImageSpec image) {
    FiveLevels.require(name(), settings.channels(), settings.dropout());
    return new VNet(image.channels(), image.classes(), settings);
  }
}
