package dev.icl.bench.matrix;

import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Kind;
import dev.icl.report.record.Machine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells without results.
 *
 * @param machine the machine they ran on
 * @param flags of the JVMs
 */
record FailedCells(Machine machine, List<String> flags) {
  CellFile of(PlannedCell cell, String reason, Instant started, double seconds) {
    @Nullable Cell row =
        cell.task() == Task.PARITY
            ? null
            : new Cell(
                cell.id(),
                cell.task() == Task.TIMING ? Kind.TIMING : Kind.TRAIN,
                machine.id(),
                cell.key(),
                Cell.Status.FAILED,
                reason,
                started,
                seconds,
                flags,
                null,
                null);
    return CellFile.failed(machine, row, reason);
  }
}
