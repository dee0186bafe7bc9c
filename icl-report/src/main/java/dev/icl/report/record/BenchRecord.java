package dev.icl.report.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The measurements of a benchmark; {@code bench.json}. Several of them, of several machines
 * perhaps, may be merged.
 *
 * @param format of the file; {@link #FORMAT}
 * @param created when it was written
 * @param title a line for people
 * @param config the resolved benchmark configuration, as its YAML says it
 * @param machines the machines that the cells ran on
 * @param cells one for every engine, device, method, variant, network, labelled count and seed or
 *     repeat
 * @param parity the agreement of engines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchRecord(
    int format,
    Instant created,
    String title,
    JsonNode config,
    List<Machine> machines,
    List<Cell> cells,
    List<Parity> parity) {
  /** The format that this program writes, and the only one it reads. */
  public static final int FORMAT = 1;

  /** Copies the lists. */
  public BenchRecord {
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(config, "config");
    machines = List.copyOf(machines);
    cells = List.copyOf(cells);
    parity = List.copyOf(parity);
  }
}
