package dev.icl.modules.network.unet;

import dev.icl.core.error.UserException;
import dev.icl.core.settings.Citation;
import dev.icl.core.text.Counts;
import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** The U-Net that is planned or listed, {@code network.name: unet}. */
public final class UNetProvider implements NetworkProvider<UNetSettings> {
  @Override
  public String name() {
    return UNet.NAME;
  }

  @Override
  public String description() {
    return "a U-Net in 2-D or 3-D that follows from patch and spacing, as nnU-Net's";
  }

  @Override
  public UNetSettings defaults() {
    return UNetSettings.auto();
  }

  @Override
  public List<Citation> citations() {
    return List.of(
        Citation.byDoi(
            "Isensee, Jaeger, Kohl, Petersen, Maier-Hein: nnU-Net: a self-configuring method for deep learning-based biomedical image segmentation. Nature Methods 18, 2021.",
            "10.1038/s41592-020-01008-z"));
  }

  @Override
  public SegmentationNetwork create(UNetSettings settings, ImageSpec image) {
    return new UNet(image.channels(), image.classes(), resolved(settings, image));
  }

  @Override
  public UNetSettings resolved(UNetSettings settings, ImageSpec image) {
    ListRules.require(settings);
    if (settings.plan() == PlanKind.GIVEN) {
      int rank = settings.topology().rank();
      if (rank != image.rank()) {
        throw new UserException(
            "network.strides: %s are for %d axes, but train.patch has %s; give one number for each, or set network.plan to auto."
                .formatted(settings.strides(), rank, Counts.of(image.rank(), "size")));
      }
      return settings.withPublishedBlocks();
    }
    Topology topology = TopologyRule.of(image.patch(), image.spacing());
    if (topology.levels() < 2) {
      throw new UserException(
          "train.patch: %s is too small for the levels of the network %s; use sizes of at least 16."
              .formatted(image.patch(), name()));
    }
    return settings.with(topology);
  }

  @Override
  public UNetSettings continued(UNetSettings now, UNetSettings before) {
    return now.plan() == PlanKind.AUTO ? now.withListsOf(before) : now;
  }
}
