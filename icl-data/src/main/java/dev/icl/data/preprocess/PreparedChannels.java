package dev.icl.data.preprocess;

import dev.icl.data.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels of an image after preprocessing, all on one grid.
 *
 * @param first channel, with the label map and the way back
 * @param more the other channels, in order
 */
public record PreparedChannels(PreparedScan first, List<Scan> more) {
  /** Copies the list. */
  public PreparedChannels {
    more = List.copyOf(more);
  }

  /** Intensities of every channel on the new grid, in order. */
  public List<Scan> images() {
    List<Scan> all = new ArrayList<>(List.of(first.image()));
    all.addAll(more);
    return List.copyOf(all);
  }
}
