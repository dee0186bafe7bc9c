package dev.icl.bench.analysis;

import dev.icl.bench.record.CellKey;

/**
 * Cells that differ in nothing but seed, repeat and machine.
 *
 * @param configuration letter of what else was configured
 * @param engine name of the engine
 * @param device as it was asked for
 * @param method name of the method
 * @param variant label of changed settings; empty for none
 * @param network name of the backbone
 * @param labeled how many training patients keep their labels
 */
public record Group(
    String configuration,
    String engine,
    String device,
    String method,
    String variant,
    String network,
    int labeled) {
  static Group of(String configuration, CellKey key) {
    return new Group(
        configuration,
        key.engine(),
        key.device(),
        key.method(),
        key.variant(),
        key.network(),
        key.labeled());
  }

  /** The method with its variant. */
  public String approach() {
    return variant.isEmpty() ? method : method + " (" + variant + ")";
  }

  /** The engine with its device. */
  public String platform() {
    return engine + " " + device;
  }

  /** Whether nothing but method and variant differs. */
  boolean isOnTheSamePlatformAs(Group other) {
    return new Group(configuration, engine, device, "", "", network, labeled)
        .equals(
            new Group(
                other.configuration,
                other.engine,
                other.device,
                "",
                "",
                other.network,
                other.labeled));
  }

  /** Whether nothing but engine and device differs. */
  boolean isTheSameTaskAs(Group other) {
    return new Group(configuration, "", "", method, variant, network, labeled)
        .equals(
            new Group(
                other.configuration,
                "",
                "",
                other.method,
                other.variant,
                other.network,
                other.labeled));
  }
}
