package dev.icl.core.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The values of a run that gradients do not flow through: recorded at the point of differentiation,
 * then replayed while parameters are nudged, so that finite differences see them as constants.
 */
public final class FrozenValues {
  private final List<double[]> recorded = new ArrayList<>();
  private boolean replaying;
  private int next;

  /** The values as they are now, or as they were when they were recorded. */
  public double[] freeze(Supplier<double[]> now) {
    if (replaying) {
      return recorded.get(next++);
    }
    double[] values = now.get();
    recorded.add(values);
    return values;
  }

  /** Starts a run that replays. */
  public void rewind() {
    replaying = true;
    next = 0;
  }
}
