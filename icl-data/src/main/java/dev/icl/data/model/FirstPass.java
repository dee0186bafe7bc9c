package dev.icl.data.model;

/** Told how far the first reading of a dataset is. */
@FunctionalInterface
public interface FirstPass {
  /** Tells nobody. */
  FirstPass SILENT = (done, total) -> {};

  /**
   * Another scan is read.
   *
   * @param done how many are
   * @param total how many there are
   */
  void read(int done, int total);
}
