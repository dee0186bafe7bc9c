package dev.icl.app.run;

import java.util.Locale;

/** The rules by which a network is scored. */
public enum Protocol {
  /** Every voxel of a scan is segmented; conventions as asked for. */
  STANDARD,
  /**
   * As the authors' program: slices resized with the nearest neighbour, which blanks the last row
   * or column for some sizes, and its values for empty classes.
   */
  AUTHORS;

  /** As files and the command line write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
