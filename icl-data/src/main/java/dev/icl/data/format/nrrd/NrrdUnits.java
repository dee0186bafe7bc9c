package dev.icl.data.format.nrrd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The units of a header's {@code units} or {@code space units}, one per axis, in quotes as the
 * format has them or bare as some programs write {@code none} and {@code ???}.
 *
 * @param names as written, without quotes; axes beyond the last have none
 */
record NrrdUnits(List<String> names) {
  private static final Pattern UNIT = Pattern.compile("\"([^\"]*)\"|[^\\s\"]+");

  /** The length of each unit in mm; names in lower case, their plurals without the s. */
  private static final Map<String, Double> MILLIMETRES =
      Map.ofEntries(
          Map.entry("mm", 1.0),
          Map.entry("millimeter", 1.0),
          Map.entry("millimetre", 1.0),
          Map.entry("cm", 10.0),
          Map.entry("centimeter", 10.0),
          Map.entry("centimetre", 10.0),
          Map.entry("m", 1000.0),
          Map.entry("meter", 1000.0),
          Map.entry("metre", 1000.0),
          Map.entry("um", 1e-3),
          Map.entry("µm", 1e-3),
          Map.entry("μm", 1e-3),
          Map.entry("micron", 1e-3),
          Map.entry("micrometer", 1e-3),
          Map.entry("micrometre", 1e-3),
          Map.entry("nm", 1e-6),
          Map.entry("nanometer", 1e-6),
          Map.entry("nanometre", 1e-6));

  /** Says nothing of the unit, and lengths without one are in mm. */
  private static final Set<String> UNSAID = Set.of("", "none", "???");

  /** Copies the list. */
  NrrdUnits {
    names = List.copyOf(names);
  }

  /** Those of a field; none for an empty text. */
  static NrrdUnits of(String field) {
    List<String> names = new ArrayList<>();
    Matcher units = UNIT.matcher(field);
    while (units.find()) {
      names.add((units.group(1) == null ? units.group() : units.group(1)).strip());
    }
    return new NrrdUnits(names);
  }

  /** As written; empty where the header says nothing. A single one is that of every axis. */
  String name(int axis) {
    int place = names.size() == 1 ? 0 : axis;
    return place < names.size() ? names.get(place) : "";
  }

  /** The length of an axis' unit in mm; NaN for one that is no length known here. */
  double millimetres(int axis) {
    String name = name(axis).toLowerCase(Locale.ROOT);
    if (UNSAID.contains(name)) {
      return 1;
    }
    String singular =
        name.length() > 3 && name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return MILLIMETRES.getOrDefault(singular, Double.NaN);
  }
}
