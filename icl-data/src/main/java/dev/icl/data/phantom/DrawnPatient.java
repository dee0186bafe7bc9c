package dev.icl.data.phantom;

import dev.icl.data.sample.Sample;
import dev.icl.data.sample.Spacing;

/** A made-up patient whose scan is drawn when it is asked for. */
interface DrawnPatient {
  /** The name of patient and case. */
  String name();

  /** The number of slices of the scan. */
  int slices();

  /** The distances of the scan's voxels: slices, rows, columns. */
  Spacing spacing();

  /** The scan with its label map, intensities of each channel in [0, 1]. */
  Sample scan();
}
