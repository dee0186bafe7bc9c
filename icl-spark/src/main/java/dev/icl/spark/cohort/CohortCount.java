package dev.icl.spark.cohort;

import java.util.ArrayList;
import java.util.List;

/** The driver's count of scans that have ended; tells the listener and fills the table. */
final class CohortCount {
  private static final int MOST_SENTENCES = 20;

  private final CohortJournal journal;
  private final CohortListener listener;
  private final int scans;
  private final List<String> failures = new ArrayList<>();
  private int segmented;
  private int kept;
  private int failed;
  private boolean unexpected;

  /**
   * @param scans of the cohort
   */
  CohortCount(CohortJournal journal, CohortListener listener, int scans) {
    this.journal = journal;
    this.listener = listener;
    this.scans = scans;
  }

  /** Scans have ended for good. */
  void add(List<CohortRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    rows.forEach(this::count);
    journal.add(rows);
    listener.ended(segmented + kept + failed, failed, scans);
  }

  private void count(CohortRow row) {
    switch (row.record().status()) {
      case DONE -> segmented++;
      case KEPT -> kept++;
      case FAILED, UNEXPECTED -> {
        failed++;
        unexpected |= row.mayBeTriedAgain();
        if (failures.size() < MOST_SENTENCES) {
          failures.add(String.valueOf(row.record().error()));
        }
      }
    }
  }

  int segmented() {
    return segmented;
  }

  int kept() {
    return kept;
  }

  int failed() {
    return failed;
  }

  /** Sentences about the first that failed. */
  List<String> failures() {
    return failures;
  }

  /** Whether one failed by no mistake of the user. */
  boolean unexpected() {
    return unexpected;
  }
}
