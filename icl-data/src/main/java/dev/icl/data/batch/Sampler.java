package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;

/** A choice of the voxels of a sample that an image of a batch shows. Holds no state. */
interface Sampler {
  /**
   * The source of every voxel of an image.
   *
   * @param sample whole
   * @param key decides what is drawn, alone
   * @param into receives for each voxel of the image, in C order, its place among the sample's
   *     voxels; −1 for one that is 0
   */
  void gather(Sample sample, RandomKey key, int[] into);
}
