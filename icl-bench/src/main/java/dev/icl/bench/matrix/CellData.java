package dev.icl.bench.matrix;

import dev.icl.core.error.UserException;
import dev.icl.data.Datasets;
import dev.icl.data.settings.DataConfig;
import dev.icl.report.record.CellKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The data that the cells of a benchmark are made with. Settings may name another place, and files
 * there may change, while a benchmark runs; cells of other data would not compare.
 */
public final class CellData {
  private CellData() {}

  /**
   * The fingerprint of a cell's data as they are now, the test part included. Reads no scan.
   *
   * @return SHA-256 in hexadecimal
   * @throws UserException if the data cannot be opened
   */
  public static String fingerprint(PlannedCell cell) {
    return fingerprint(cell.config().data());
  }

  private static String fingerprint(DataConfig data) {
    return Datasets.open(data).fingerprintWithTests();
  }

  /**
   * Refuses to continue with other data than those of the cells that are done, or with a method
   * that another release trained otherwise; cells of earlier releases do not record their data.
   *
   * @throws UserException if so, or if the data cannot be opened
   */
  static void requireSame(BenchPlan plan, BenchFolder folder) {
    Map<DataConfig, String> now = new HashMap<>();
    for (PlannedCell cell : plan.cells()) {
      Optional<CellFile> done = folder.outcome(cell).filter(CellFile::isDone);
      done.map(CellFile::cell).ifPresent(row -> requireSameMethod(cell, row.key(), folder));
      String then = done.map(CellFile::dataFingerprint).orElse(null);
      if (then != null
          && !then.equals(now.computeIfAbsent(cell.config().data(), CellData::fingerprint))) {
        throw new UserException(
            "--resume: %s was made with other data than %s now: the scans, what they are for (tests included) or the sizes of their files differ; give the data as they were, or name another folder with --out."
                .formatted(folder.file(cell), Datasets.source(cell.config().data().name())));
      }
    }
  }

  private static void requireSameMethod(PlannedCell planned, CellKey done, BenchFolder folder) {
    if (!done.methodRevision().equals(planned.key().methodRevision())) {
      throw new UserException(
          "--resume: %s was made by another release, in which method %s is another (its revision %d, here %d); name another folder with --out."
              .formatted(
                  folder.file(planned),
                  done.method(),
                  done.methodRevision(),
                  planned.key().methodRevision()));
    }
  }
}
