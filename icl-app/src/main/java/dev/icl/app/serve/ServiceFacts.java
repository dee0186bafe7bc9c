package dev.icl.app.serve;

import java.util.List;

/**
 * The facts that a service tells of its network.
 *
 * @param network names of the networks, one or an ensemble
 * @param engine that computes
 * @param classes names of the label values from 0
 * @param channels names of the values at each voxel of a scan
 */
public record ServiceFacts(
    String network, String engine, List<String> classes, List<String> channels) {
  /** Copies the lists. */
  public ServiceFacts {
    classes = List.copyOf(classes);
    channels = List.copyOf(channels);
  }
}
