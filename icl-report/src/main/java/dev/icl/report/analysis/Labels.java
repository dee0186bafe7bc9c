package dev.icl.report.analysis;

import dev.icl.report.record.Parity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Names groups by what tells them apart from the others, and no more. */
public final class Labels {
  private final boolean devices;
  private final boolean networks;
  private final boolean labeled;
  private final boolean configurations;
  private final boolean engines;
  private final boolean parityNetworks;

  /**
   * @param groups all that a reader sees
   */
  public Labels(Collection<Group> groups) {
    this(groups, List.of());
  }

  private Labels(Collection<Group> groups, List<Parity> parity) {
    devices = varies(groups, Group::device);
    networks = varies(groups, Group::network);
    labeled = varies(groups, Group::labeled);
    configurations = varies(groups, Group::configuration);
    engines = varies(groups, Group::engine);
    parityNetworks =
        Stream.concat(groups.stream().map(Group::network), parity.stream().map(Parity::network))
                .distinct()
                .count()
            > 1;
  }

  /** Names for everything in the evidence. */
  public static Labels of(Evidence evidence) {
    return new Labels(
        evidence.cells().stream().map(Evidence.Item::group).distinct().toList(), evidence.parity());
  }

  /** Method, engine and what else differs: {@code icl · pytorch · 3 labelled}. */
  public String full(Group group) {
    List<String> parts = new ArrayList<>(List.of(group.approach(), platform(group)));
    addSetting(parts, group);
    return String.join(" · ", parts);
  }

  /** Engine, and device where that differs. */
  public String platform(Group group) {
    return devices ? group.platform() : group.engine();
  }

  /** The setting apart from method and platform; empty where that is the same everywhere. */
  public String setting(Group group) {
    List<String> parts = new ArrayList<>();
    addSetting(parts, group);
    return String.join(" · ", parts);
  }

  /** The method of a comparison of engines, with the network where there are several. */
  String method(Parity parity) {
    return parity.method() + (parityNetworks ? " (" + parity.network() + ")" : "");
  }

  /** Platform and setting, as the title of something about several methods. */
  public String where(Group group) {
    List<String> parts = new ArrayList<>();
    parts.add(platform(group));
    addSetting(parts, group);
    return String.join(" · ", parts);
  }

  /** The end of a sentence on one platform: {@code on pytorch, 3 labelled}. */
  String on(Group group) {
    List<String> parts = new ArrayList<>();
    parts.add(engines || devices ? " on " + platform(group) : "");
    addSetting(parts, group);
    return String.join(", ", parts);
  }

  private void addSetting(List<String> parts, Group group) {
    if (networks) {
      parts.add(group.network());
    }
    if (labeled) {
      parts.add(group.labeled() + " labelled");
    }
    if (configurations) {
      parts.add("configuration " + group.configuration());
    }
  }

  private static boolean varies(Collection<Group> groups, Function<Group, Object> axis) {
    return groups.stream().map(axis).distinct().count() > 1;
  }
}
