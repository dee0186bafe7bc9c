package dev.icl.data.catalog;

import java.util.Locale;

/** The subset of a dataset that a scan belongs to. */
public enum Subset {
  /** Training, its label map used. */
  LABELED,
  /** Training without a label map, whether there is one or not. */
  UNLABELED,
  /** Scored while training, to choose the best network. */
  VALIDATION,
  /** Scored in the end. */
  TEST,
  /** Nothing: no list names it. */
  UNUSED;

  /** As split files write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its scans must have label maps. */
  public boolean needsLabel() {
    return this == LABELED || this == VALIDATION || this == TEST;
  }
}
