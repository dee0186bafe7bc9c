package dev.icl.bench.micro;

import dev.icl.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The times of all micro-benchmarks.
 *
 * @param environment Java and system, by name
 * @param threads native threads, 0 for as many as processors
 * @param device as it was asked for
 * @param rows piece by piece, and engine by engine for each
 */
public record MicroReport(
    Map<String, String> environment, int threads, String device, List<MicroRow> rows) {

  static MicroReport of(
      Map<String, String> environment, MicroSettings settings, List<MicroRow> rows) {
    return new MicroReport(
        environment,
        settings.threads(),
        settings.device(),
        rows.stream().map(row -> compared(row, rows)).toList());
  }

  private static MicroRow compared(MicroRow row, List<MicroRow> rows) {
    return rows.stream()
        .filter(other -> other.engine().equals(row.engine()))
        .filter(other -> other.piece().equals(MicroBenchmarks.PRODUCT))
        .map(MicroRow::gflops)
        .filter(Objects::nonNull)
        .findFirst()
        .map(row::against)
        .orElse(row);
  }

  /** An indented object, names in snake case. */
  public String toJson() {
    return Json.indented(this);
  }

  /** One table an engine, for people and for Markdown. */
  public String toTable() {
    StringBuilder text = new StringBuilder();
    for (String engine : rows.stream().map(MicroRow::engine).distinct().toList()) {
      text.append("### ").append(engine).append("\n\n");
      text.append("| piece | median ms | 95 % ms | GFLOP/s | of matmul | what |\n");
      text.append("| --- | ---: | ---: | ---: | ---: | --- |\n");
      rows.stream().filter(row -> row.engine().equals(engine)).forEach(row -> append(text, row));
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, MicroRow row) {
    if (row.reason() != null) {
      text.append("| %s | failed | | | | %s |\n".formatted(row.piece(), row.reason()));
      return;
    }
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %.3g | %.3g | %s | %s | %s |%n",
            row.piece(),
            row.p50Ms(),
            row.p95Ms(),
            row.gflops() == null ? "" : String.format(Locale.ROOT, "%.1f", row.gflops()),
            row.share() == null ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * row.share()),
            row.description()));
  }
}
