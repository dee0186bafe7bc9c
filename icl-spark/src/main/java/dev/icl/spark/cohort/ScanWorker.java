package dev.icl.spark.cohort;

/** Something on an executor that does scan after scan of a task. */
interface ScanWorker extends AutoCloseable {
  /** Does a scan; failing is an outcome, too. */
  CohortRow run(ScanTask scan);

  /** Gives back what it was made with. */
  @Override
  void close();
}
