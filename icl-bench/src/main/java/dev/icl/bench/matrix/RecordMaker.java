package dev.icl.bench.matrix;

import dev.icl.app.config.ConfigTree;
import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigWriter;
import dev.icl.bench.matrix.BenchPlan.Pair;
import dev.icl.bench.parity.ParityComparison;
import dev.icl.bench.parity.ParityFolder;
import dev.icl.core.error.UserException;
import dev.icl.report.record.BenchRecord;
import dev.icl.report.record.Cell;
import dev.icl.report.record.Cell.Status;
import dev.icl.report.record.CellKey;
import dev.icl.report.record.Machines;
import dev.icl.report.record.Parity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the ends of all cells together. */
final class RecordMaker {
  private final BenchFolder folder;
  private final BenchConfig config;
  private final BenchPlan plan;
  private final Map<String, CellFile> interrupted;

  /**
   * @param interrupted ends that are in no file, by the cell's id
   */
  RecordMaker(
      BenchFolder folder, BenchConfig config, BenchPlan plan, Map<String, CellFile> interrupted) {
    this.folder = folder;
    this.config = config;
    this.plan = plan;
    this.interrupted = interrupted;
  }

  BenchRecord make() {
    Machines machines = new Machines();
    List<Cell> cells = new ArrayList<>();
    for (PlannedCell planned : plan.cells()) {
      end(planned)
          .ifPresent(
              end -> {
                String machine = machines.add(end.machine());
                Cell cell = end.cell();
                if (cell != null) {
                  cells.add(cell.on(machine, end.dataFingerprint()));
                }
              });
    }
    return new BenchRecord(
        BenchRecord.FORMAT,
        Instant.now(),
        config.bench().title(),
        ConfigTree.ofWritten(BenchConfigWriter.toYaml(config)),
        machines.all(),
        cells,
        plan.pairs().stream().map(this::parity).toList());
  }

  private Optional<CellFile> end(PlannedCell cell) {
    CellFile lost = interrupted.get(cell.id());
    return lost != null ? Optional.of(lost) : folder.outcome(cell);
  }

  private Parity parity(Pair pair) {
    Optional<String> missing = failure(pair.reference()).or(() -> failure(pair.other()));
    if (missing.isPresent()) {
      return row(pair, missing.get(), Optional.empty());
    }
    try {
      ParityComparison found =
          ParityComparison.of(
              new ParityFolder(folder.cell(pair.reference())),
              new ParityFolder(folder.cell(pair.other())),
              config.bench().parity().iterations());
      return row(pair, null, Optional.of(found));
    } catch (UserException e) {
      return row(pair, e.getMessage(), Optional.empty());
    }
  }

  private Optional<String> failure(PlannedCell cell) {
    if (folder.isDone(cell)) {
      return Optional.empty();
    }
    String reason = end(cell).map(CellFile::reason).orElse("It was not run.");
    return Optional.of(cell.key().engine() + ": " + reason);
  }

  /** Of a comparison, or of the reason why there is none. */
  private Parity row(Pair pair, @Nullable String reason, Optional<ParityComparison> found) {
    CellKey reference = pair.reference().key();
    CellKey other = pair.other().key();
    return new Parity(
        reference.engine(),
        other.engine(),
        reference.device(),
        other.device(),
        reference.method(),
        reference.network(),
        config.bench().parity().iterations(),
        found.isPresent() ? Status.DONE : Status.FAILED,
        reason,
        found.map(ParityComparison::maxLossDistance).orElse(null),
        found.map(ParityComparison::atIteration).orElse(null),
        found.map(ParityComparison::gradientDistance).orElse(null),
        found.map(ParityComparison::gradientVariable).orElse(null),
        found.map(ParityComparison::labelAgreement).orElse(null));
  }
}
