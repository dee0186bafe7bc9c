package dev.icl.report;

import dev.icl.report.analysis.Group;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One colour for each method and one for each engine, the same in every chart of a report. */
final class Palette {
  private static final int METHODS = 10;
  private static final int ENGINES = 4;

  private final List<String> approaches = new ArrayList<>(List.of("supervised", "icl"));
  private final List<String> engines = new ArrayList<>(List.of("pytorch", "tensorflow"));

  Palette(Collection<Group> groups) {
    for (Group group : groups) {
      add(approaches, group.approach());
      add(engines, group.engine());
    }
  }

  String method(Group group) {
    return "m" + approaches.indexOf(group.approach()) % METHODS;
  }

  String engine(Group group) {
    return "e" + engines.indexOf(group.engine()) % ENGINES;
  }

  /** The colour of any other series. */
  static String series(int index) {
    return "m" + (1 + index % (METHODS - 1));
  }

  private static void add(List<String> known, String name) {
    if (!known.contains(name)) {
      known.add(name);
    }
  }
}
