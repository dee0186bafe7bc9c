package dev.icl.data.fingerprint;

import java.util.List;

/**
 * The size of a scan.
 *
 * @param name of the scan
 * @param shape voxels along each axis of its file, in the box around those that are not 0
 * @param spacing mm between them along each axis; empty where the file does not say
 * @param kept the share of the scan's voxels that are in the box
 */
public record ScanShape(String name, List<Integer> shape, List<Double> spacing, double kept) {
  /** Copies the lists. */
  public ScanShape {
    shape = List.copyOf(shape);
    spacing = List.copyOf(spacing);
  }
}
