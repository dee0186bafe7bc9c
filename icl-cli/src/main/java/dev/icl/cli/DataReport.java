package dev.icl.cli;

import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import dev.icl.data.catalog.Subset;
import dev.icl.data.tools.CaseFacts;
import dev.icl.data.tools.DatasetFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The content of a dataset, for people and for programs. */
final class DataReport {
  private DataReport() {}

  static String json(DatasetFacts facts) {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Subset part : Subset.values()) {
      String name = part.label();
      counts.put(name, new Count(facts.count(name), facts.patients(name)));
    }
    return Json.indented(
        new Report(
            facts.dataset(),
            facts.root(),
            facts.classes(),
            facts.cases(),
            counts,
            facts.problems(),
            facts.notes()));
  }

  private record Report(
      String dataset,
      String root,
      List<String> classes,
      List<CaseFacts> cases,
      Map<String, Count> counts,
      List<String> problems,
      List<String> notes) {}

  private record Count(long cases, long patients) {}

  static String table(DatasetFacts facts) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head =
        new ArrayList<>(
            List.of("case", "part", "shape", "spacing mm", "type", "min", "max", "mean", "std"));
    head.addAll(facts.classes());
    rows.add(head);
    facts.cases().forEach(c -> rows.add(row(c, facts.classes().size())));
    StringBuilder text = new StringBuilder();
    int columns = head.size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        // names and shapes to the left, numbers to the right
        line.append(c < 5 ? row.get(c) + pad : pad + row.get(c)).append("  ");
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.append(summary(facts)).toString();
  }

  private static List<String> row(CaseFacts c, int classes) {
    List<String> row = new ArrayList<>(List.of(c.name(), c.part()));
    if (c.shape().isEmpty()) {
      row.add("unreadable");
      return row;
    }
    row.add(c.shape().stream().map(String::valueOf).collect(Collectors.joining("x")));
    row.add(
        c.spacing().isEmpty()
            ? "-"
            : c.spacing().stream()
                .map(s -> Texts.format("%.4g", s).replaceFirst("\\.?0+$", ""))
                .collect(Collectors.joining("x")));
    row.add(c.type());
    for (double value : new double[] {c.min(), c.max(), c.mean(), c.std()}) {
      row.add(Texts.format("%.4g", value));
    }
    for (int i = 0; i < classes; i++) {
      row.add(i < c.histogram().size() ? Long.toString(c.histogram().get(i)) : "-");
    }
    return row;
  }

  private static String summary(DatasetFacts facts) {
    StringBuilder text = new StringBuilder();
    String parts =
        Arrays.stream(Subset.values())
            .map(Subset::label)
            .filter(p -> facts.count(p) > 0)
            .map(
                p ->
                    "%s %d (%s)"
                        .formatted(p, facts.count(p), Counts.of(facts.patients(p), "patient")))
            .collect(Collectors.joining(", "));
    text.append(
            "%s in %s: %s"
                .formatted(facts.dataset(), facts.root(), Counts.of(facts.cases().size(), "case")))
        .append(parts.isEmpty() ? "." : ": " + parts + ".")
        .append(System.lineSeparator());
    facts
        .notes()
        .forEach(note -> text.append("Note: ").append(note).append(System.lineSeparator()));
    return text.toString();
  }
}
