package dev.icl.app.shown;

import dev.icl.data.scan.Scan;
import java.util.List;

/**
 * A scan that was scored.
 *
 * @param channels of one shape of three axes, one order and one grid; at least one
 * @param reference its classes, of the same shape and order
 */
public record ScoredScan(List<Scan> channels, Scan reference) {
  /** Copies the list. */
  public ScoredScan {
    channels = List.copyOf(channels);
  }
}
