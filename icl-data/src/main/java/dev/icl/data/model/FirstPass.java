package dev.icl.data.model;

import java.util.List;

/** Told how far the first reading of a dataset is. */
@FunctionalInterface
public interface FirstPass {
  /** Tells nobody. */
  FirstPass SILENT = (done, total) -> {};

  /**
   * Another scan is read.
   *
   * @param done the number of scans that are done
   * @param total the number of scans
   */
  void read(int done, int total);

  /**
   * Something may surprise in the scan that is read next; the default does nothing.
   *
   * @param notes clauses that leave the scan's name out; often none
   * @param name of the scan
   */
  default void noted(List<String> notes, String name) {}
}
