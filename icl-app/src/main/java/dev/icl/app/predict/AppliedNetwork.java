package dev.icl.app.predict;

import dev.icl.core.engine.Engine;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/**
 * A network that scans are segmented with, alone or with others.
 *
 * @param engine holds its variables by the time of the first scan
 * @param network the network to apply
 * @param patch sizes of the images that it was trained on, one a spatial axis
 */
public record AppliedNetwork(Engine engine, SegmentationNetwork network, List<Integer> patch) {
  /** Keeps its own copy of the list. */
  public AppliedNetwork {
    patch = List.copyOf(patch);
  }
}
