package dev.icl.data.tools;

import dev.icl.core.text.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes on scans: every note once, with the cases that it is about. */
public final class NotedCases {
  private static final int NAMED = 3;

  private final Map<String, List<String>> about = new LinkedHashMap<>();

  /**
   * Notes something of a case.
   *
   * @param notes clauses that leave the case's name out
   * @param name of the case
   */
  public void add(List<String> notes, String name) {
    notes.forEach(note -> about.computeIfAbsent(note, n -> new ArrayList<>()).add(name));
  }

  /** Every note in the order they came in, with the first three cases by name. */
  public List<String> sentences() {
    return about.entrySet().stream()
        .map(e -> "%s (%s)".formatted(e.getKey(), Names.some(e.getValue(), NAMED)))
        .toList();
  }
}
