package dev.icl.bench.matrix;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Machine;
import dev.icl.report.record.Timing;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a cell; {@code cell.json}. The cell is done where the status says so; one that
 * failed has this file, too, and is tried again.
 *
 * @param format of the file, that of {@link BenchRecord}
 * @param status the final state
 * @param reason why it failed, one sentence; null if it did not
 * @param machine the machine it ran on
 * @param dataFingerprint of what it was made with, the test part included; null if it failed, and
 *     in files of earlier releases
 * @param cell the row; null for parity runs, whose files are compared later
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CellFile(
    int format,
    Cell.Status status,
    @Nullable String reason,
    Machine machine,
    @Nullable String dataFingerprint,
    @Nullable Cell cell) {
  /** Requires what is always there. */
  public CellFile {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(machine, "machine");
  }

  /**
   * The file of a cell that is done.
   *
   * @param machine that it ran on
   * @param dataFingerprint of the data it was made with
   * @param cell the row of the record
   */
  public static CellFile done(Machine machine, String dataFingerprint, @Nullable Cell cell) {
    return new CellFile(BenchRecord.FORMAT, Cell.Status.DONE, null, machine, dataFingerprint, cell);
  }

  /** The file of a cell that failed. */
  static CellFile failed(Machine machine, @Nullable Cell cell, String reason) {
    return new CellFile(BenchRecord.FORMAT, Cell.Status.FAILED, reason, machine, null, cell);
  }

  /** The same end of a timing that was measured that many times. */
  CellFile measured(int times) {
    @Nullable Timing timing = cell == null ? null : cell.timing();
    return cell == null || timing == null
        ? this
        : new CellFile(
            format, status, reason, machine, dataFingerprint, cell.with(timing.of(times)));
  }

  /** Whether the cell ended with its results. */
  public boolean isDone() {
    return status == Cell.Status.DONE;
  }
}
