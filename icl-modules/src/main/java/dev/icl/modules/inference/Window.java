package dev.icl.modules.inference;

/** The way in which a scan of any size is presented to a network of one input size. */
public enum Window {
  /**
   * Every slice is resized to the network's input with the nearest neighbour and its label map
   * back, as the authors do; for 2-D networks.
   */
  RESIZE,
  /** Overlapping windows at the scan's own resolution; for 2-D networks slice by slice. */
  SLIDING
}
