package dev.icl.modules.method;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import java.util.List;

/**
 * The parts of ICL that are left out, to measure their worth. The weight of the consistency loss is
 * a setting of its own; without it and the pseudo-label loss there is no USCL, and unlabelled
 * images are not used.
 *
 * @param auxiliaryWeight of the loss of SSPA's maps against the labels; 0 leaves it out
 * @param pseudoWeight of the loss of USCL's maps against pseudo-labels; 0 leaves it out
 * @param scales which of the network's feature levels the proxies read, counted from 1, the
 *     deepest; empty for all
 */
public record AblationConfig(
    @Doc("weight of the loss of SSPA's maps against the labels; 0 leaves it out") @Min(0) @Max(1e6)
        double auxiliaryWeight,
    @Doc(
            "weight of the loss of USCL's maps against pseudo-labels; 0 leaves it out. Where `consistency_weight` is 0 too, there is no USCL, and unlabelled images are not used")
        @Min(0)
        @Max(1e6)
        double pseudoWeight,
    @Doc(
            value = "the levels that SSPA and USCL read; empty for all",
            range = "feature levels of the network from 1, the deepest, each once")
        @Min(1)
        @Max(8192)
        List<Integer> scales) {
  /** Copies the list. */
  public AblationConfig {
    scales = List.copyOf(scales);
  }

  /** Nothing left out. */
  public static AblationConfig none() {
    return new AblationConfig(1, 1, List.of());
  }
}
