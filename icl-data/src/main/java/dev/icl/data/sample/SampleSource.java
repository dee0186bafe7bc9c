package dev.icl.data.sample;

import dev.icl.core.tensor.Shape;

/**
 * A training sample of which images are drawn: in memory, or in a file from which only the parts
 * that are asked for are read. Safe for use by several threads.
 */
public interface SampleSource {
  /** The number of label values there can be. */
  int LABELS = 256;

  /** A sample in memory, of which every part is the whole. */
  static SampleSource of(Sample sample) {
    return new WholeSample(sample);
  }

  /** The identity of the sample. */
  SampleId id();

  /** Sizes of the spatial axes, slowest first. */
  Shape shape();

  /** Whether there is a label map. */
  boolean hasLabel();

  /**
   * The number of voxels of each class.
   *
   * @return {@link #LABELS} numbers, all 0 without a label map
   */
  int[] voxelsOfClasses();

  /**
   * The place of a voxel of a class.
   *
   * @param wanted the class
   * @param number of the voxel among those of the class, in C order from 0
   * @return its place among all voxels in C order
   */
  int place(int wanted, int number);

  /**
   * A part in memory, with its label map where there is one.
   *
   * @param box inside the sample
   * @return the voxels of the box or of a larger one
   * @throws dev.icl.core.error.UserException if it cannot be read
   */
  SamplePart part(SampleBox box);
}
