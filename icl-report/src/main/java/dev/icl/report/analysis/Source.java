package dev.icl.report.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.icl.report.record.BenchRecord;
import java.nio.file.Path;

/**
 * A record and where it is from.
 *
 * @param folder the folder that pictures in the record are relative to; named in messages
 * @param record the measurements
 * @param comparable the facts that decide which other records measured the same: the record's
 *     configuration where its cells' keys say everything else
 * @param circumstances what decides it beside the configuration
 */
public record Source(
    Path folder, BenchRecord record, JsonNode comparable, Circumstances circumstances) {
  /** A benchmark's record. */
  public static Source of(Path folder, BenchRecord record) {
    return new Source(folder, record, record.config(), Circumstances.of(record));
  }
}
