package plugin;

import dev.icl.modules.network.ImageSpec;
import dev.icl.modules.network.NetworkProvider;
import dev.icl.modules.network.SegmentationNetwork;

/** The network as {@code network.name: tiny}. */
public final class TinyProvider implements NetworkProvider<TinySettings> {
  @Override
  public String name() {
    return TinyNetwork.NAME;
  }

  @Override
  public String description() {
    return "three convolutions, for trying things out";
  }

  @Override
  public TinySettings defaults() {
    return new TinySettings(8, 0);
  }

  @Override
  public SegmentationNetwork create(TinySettings settings, ImageSpec image) {
    return new TinyNetwork(settings, image);
  }
}
