package dev.icl.bench.conformance;

import dev.icl.core.json.Json;
import dev.icl.core.text.Counts;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The agreement of an engine with a fixture.
 *
 * @param fixture the file
 * @param caseName the name of the case in the file
 * @param engine name of the engine
 * @param device the device it computed on
 * @param results every quantity, in the order they were compared
 * @param kinks the operations where gradients differ by elements that rounding put on the other
 *     side of a kink; empty where none had to be settled
 * @param notCovered the properties that the agreement does not show
 */
public record ConformanceReport(
    String fixture,
    String caseName,
    String engine,
    String device,
    List<QuantityResult> results,
    List<Kink> kinks,
    List<String> notCovered) {
  /** Keeps its own copies of the lists. */
  public ConformanceReport {
    results = List.copyOf(results);
    kinks = List.copyOf(kinks);
    notCovered = List.copyOf(notCovered);
  }

  /** Whether every quantity is within its tolerance. */
  public boolean passed() {
    return results.stream().allMatch(QuantityResult::pass);
  }

  /** The quantities that are not within their tolerance, the worst first. */
  public List<QuantityResult> failures() {
    return results.stream()
        .filter(r -> !r.pass())
        .sorted(Comparator.comparingDouble(QuantityResult::severity).reversed())
        .toList();
  }

  /** The quantity of each group that comes nearest to its tolerance, or furthest beyond it. */
  public List<QuantityResult> worstOfEachGroup() {
    return byGroup().values().stream().map(ConformanceReport::worst).toList();
  }

  /** A table for people: the largest error of each group, then every failure. */
  public String toTable() {
    StringBuilder text = new StringBuilder();
    text.append("%s (%s) on %s, %s%n".formatted(fixture, caseName, engine, device));
    if (device.startsWith("gpu")) {
      text.append("in float32 without TF32, within the tolerances of the processor%n".formatted());
    }
    text.append(row("group", "compared", "largest error", "tolerance", "", "in"));
    byGroup()
        .forEach(
            (group, all) -> {
              QuantityResult r = worst(all);
              boolean pass = all.stream().allMatch(QuantityResult::pass);
              text.append(
                  row(
                      group,
                      Integer.toString(all.size()),
                      number(r.judged()),
                      number(r.tolerance()),
                      verdict(r, pass, all.stream().anyMatch(QuantityResult::kink)),
                      r.name()));
            });
    for (QuantityResult r : failures()) {
      text.append(
          String.format(
              Locale.ROOT,
              "FAILED  %s: error %.3g, tolerance %.3g%n",
              r.name(),
              r.error(),
              r.tolerance()));
    }
    appendKinks(text);
    notCovered.forEach(gap -> text.append("not covered: %s%n".formatted(gap)));
    text.append(passed() ? "passed" : "failed").append(System.lineSeparator());
    return text.toString();
  }

  private void appendKinks(StringBuilder text) {
    kinks.forEach(kink -> text.append("kink    %s%n".formatted(kink)));
    List<QuantityResult> settled = results.stream().filter(QuantityResult::kink).toList();
    if (!settled.isEmpty()) {
      QuantityResult furthest =
          settled.stream().max(Comparator.comparingDouble(QuantityResult::error)).orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "kink    %s, by up to %.3g (%s), and by nothing else: on the"
                  + " reference's side of these kinks all agree%n",
              Counts.of(settled.size(), "gradient differs", "gradients differ"),
              furthest.error(),
              furthest.name()));
    }
  }

  /** Everything as indented JSON. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fixture", fixture);
    json.put("case", caseName);
    json.put("engine", engine);
    json.put("device", device);
    json.put("passed", passed());
    Map<String, Object> groups = new LinkedHashMap<>();
    byGroup().forEach((group, all) -> groups.put(group, worst(all)));
    json.put("largest", groups);
    json.put("kinks", kinks);
    json.put("not_covered", notCovered);
    json.put("results", results);
    return Json.indented(json);
  }

  private Map<String, List<QuantityResult>> byGroup() {
    return results.stream()
        .collect(
            Collectors.groupingBy(QuantityResult::group, LinkedHashMap::new, Collectors.toList()));
  }

  private static QuantityResult worst(List<QuantityResult> all) {
    return all.stream()
        .max(
            Comparator.comparingDouble(QuantityResult::severity)
                .thenComparingDouble(QuantityResult::error))
        .orElseThrow();
  }

  private static String verdict(QuantityResult r, boolean pass, boolean kink) {
    if (r.tolerance() == Double.POSITIVE_INFINITY) {
      return "info";
    }
    return !pass ? "FAILED" : kink ? "kink" : "ok";
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "-" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String row(String... cells) {
    return "%-8s %8s  %13s  %9s  %-6s  %s%n".formatted((Object[]) cells);
  }
}
