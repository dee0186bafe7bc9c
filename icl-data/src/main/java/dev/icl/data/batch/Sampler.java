package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SampleSource;
import java.util.Optional;

/** A choice of the voxels of a sample that an image of a batch shows. Holds no state. */
interface Sampler {
  /**
   * The source of every voxel of an image.
   *
   * @param source of the sample
   * @param key decides what is drawn, alone
   * @param into receives for each voxel of the image, in C order, its place among the voxels of
   *     what is returned; −1 for one that is 0
   * @return the sample, or the part of it that the image shows
   */
  Sample gather(SampleSource source, RandomKey key, int[] into);

  /**
   * The image itself where its voxels lie between those of the sample; empty where {@link #gather}
   * tells their places.
   *
   * @param source of the sample
   * @param key decides what is drawn, alone
   * @param withLabel whether it is to have a label map; the sample must have one then
   */
  Optional<Sample> interpolated(SampleSource source, RandomKey key, boolean withLabel);
}
