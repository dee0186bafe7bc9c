package dev.icl.app.config;

import dev.icl.core.settings.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The paths of keys in a configuration: {@code data.labeled}, {@code seed}. */
final class KeyPaths {
  private final Doors doors;
  private final List<String> paths = new ArrayList<>();

  /**
   * @param doors the providers that the sections can name
   * @param root the path of the record itself; empty for the whole configuration
   */
  KeyPaths(Record record, Doors doors, String root) {
    this.doors = doors;
    addAll(record, root.isEmpty() ? "" : root + ".");
  }

  /**
   * {@code "; did you mean 'data.labeled'?"} of a key in the wrong place, or the empty string if
   * there is no such key anywhere.
   *
   * @param near what it resembles in the place where it stands, which may be meant as well
   * @param place the path of the place; empty for the whole configuration
   */
  String question(String key, Optional<String> near, String place) {
    if (key.contains(".") && paths.contains(key)) {
      int dot = key.lastIndexOf('.');
      return "; write '%s' under '%s'".formatted(key.substring(dot + 1), key.substring(0, dot));
    }
    List<String> places =
        paths.stream()
            .filter(path -> path.equals(key) || path.endsWith("." + key))
            .map(path -> path.contains(".") ? "'" + path + "'" : "'" + path + "' at the top level")
            .collect(Collectors.toCollection(ArrayList::new));
    if (places.isEmpty()) {
      return "";
    }
    near.ifPresent(name -> places.add("'" + (place.isEmpty() ? "" : place + ".") + name + "'"));
    int last = places.size() - 1;
    String others = String.join(", ", places.subList(0, last));
    return "; did you mean " + others + (last > 0 ? " or " : "") + places.get(last) + "?";
  }

  private void addAll(Record record, String prefix) {
    for (Records.Entry entry : Records.entries(record)) {
      String path = prefix + entry.key();
      if (!paths.contains(path)) {
        paths.add(path);
        if (entry.value() instanceof Record section) {
          addAll(section, path + ".");
          doors
              .at(path)
              .ifPresent(found -> found.all().forEach(p -> addAll(p.defaults(), path + ".")));
        }
      }
    }
  }
}
