package dev.icl.report.analysis;

import dev.icl.core.settings.Providers;
import dev.icl.modules.method.Icl;
import dev.icl.modules.method.MethodProvider;
import dev.icl.modules.method.Supervised;
import dev.icl.report.record.CellKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells that differ in nothing but seed, repeat and machine.
 *
 * @param configuration letter of what else was configured
 * @param engine name of the engine
 * @param device as it was asked for
 * @param method name of the method
 * @param revision the revision of that method, from 1
 * @param isOfAnotherRelease whether the method's name means something else in this release
 * @param variant label of changed settings; empty for none
 * @param network name of the backbone
 * @param labeled the number of training patients that keep their labels
 */
public record Group(
    String configuration,
    String engine,
    String device,
    String method,
    int revision,
    boolean isOfAnotherRelease,
    String variant,
    String network,
    int labeled) {
  static Group of(String configuration, CellKey key, Providers<MethodProvider<?>> methods) {
    int present = methods.find(key.method()).map(MethodProvider::revision).orElse(1);
    return new Group(
        configuration,
        key.engine(),
        key.device(),
        key.method(),
        key.methodRevision(),
        key.methodRevision() != present,
        key.variant(),
        key.network(),
        key.labeled());
  }

  /** The method with its variant, and with its revision where that is not this release's. */
  public String approach() {
    List<String> marks = new ArrayList<>();
    if (!variant.isEmpty()) {
      marks.add(variant);
    }
    if (isOfAnotherRelease) {
      marks.add("revision " + revision);
    }
    return marks.isEmpty() ? method : method + " (" + String.join(", ", marks) + ")";
  }

  /** Whether others are compared with its method, which is the baseline or the project's own. */
  boolean isReference() {
    return method.equals(Supervised.NAME) || method.equals(Icl.NAME);
  }

  /** The engine with its device. */
  public String platform() {
    return engine + " " + device;
  }

  /** Whether nothing but method and variant differs. */
  boolean isOnTheSamePlatformAs(Group other) {
    return new Group(configuration, engine, device, "", 0, false, "", network, labeled)
        .equals(
            new Group(
                other.configuration,
                other.engine,
                other.device,
                "",
                0,
                false,
                "",
                other.network,
                other.labeled));
  }

  /** Whether nothing but engine and device differs. */
  boolean isTheSameTaskAs(Group other) {
    return new Group(
            configuration, "", "", method, revision, isOfAnotherRelease, variant, network, labeled)
        .equals(
            new Group(
                other.configuration,
                "",
                "",
                other.method,
                other.revision,
                other.isOfAnotherRelease,
                other.variant,
                other.network,
                other.labeled));
  }
}
