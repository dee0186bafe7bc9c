package dev.icl.core.config;

import java.util.List;

/**
 * What to leave out of ICL, to see what it is worth. The weight of the consistency loss is {@link
 * MethodConfig#consistencyWeight}; without it and the pseudo-label loss there is no USCL, and
 * unlabelled images are not used.
 *
 * @param auxiliaryWeight of the loss of SSPA's maps against the labels; 0 leaves it out
 * @param pseudoWeight of the loss of USCL's maps against pseudo-labels; 0 leaves it out
 * @param scales which of the network's feature levels the proxies read, counted from 1, the
 *     deepest; empty for all
 */
public record AblationConfig(double auxiliaryWeight, double pseudoWeight, List<Integer> scales) {
  /** Copies the list. */
  public AblationConfig {
    scales = List.copyOf(scales);
  }

  /** Nothing left out. */
  public static AblationConfig none() {
    return new AblationConfig(1, 1, List.of());
  }
}
