package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.AxisSymmetry;
import dev.icl.data.augment.CropWindow;
import dev.icl.data.sample.Sample;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random parts of samples of any number of axes, turned and flipped in one go.
 *
 * @param patch sizes of an image
 * @param augmentations of the configuration
 * @param foregroundShare probability that an image is centred on a voxel of a foreground class, 0
 *     to 1; for samples whose labels may be used
 */
record PatchSampler(List<Integer> patch, Augmentations augmentations, double foregroundShare)
    implements Sampler {
  /** Copies the list. */
  PatchSampler {
    patch = List.copyOf(patch);
  }

  @Override
  public void gather(Sample sample, RandomKey key, int[] into) {
    int[] sizes = sample.sizes();
    AxisSymmetry symmetry = augmentations.symmetry(key, sizes.length);
    symmetry.gather(sizes, window(sample, symmetry, key), into);
  }

  private CropWindow window(Sample sample, AxisSymmetry symmetry, RandomKey key) {
    int[] size = patch.stream().mapToInt(i -> i).toArray();
    int[] sizes = sample.sizes();
    int[] moved = symmetry.moved(sizes);
    OptionalInt centre = foregroundShare > 0 ? centre(sample, key) : OptionalInt.empty();
    return centre.isPresent()
        ? CropWindow.around(moved, size, symmetry.moved(sizes, centre.getAsInt()))
        : CropWindow.draw(moved, size, key.child("crop"));
  }

  private OptionalInt centre(Sample sample, RandomKey key) {
    UniformRandomProvider random = key.child("foreground").generator();
    return random.nextDouble() < foregroundShare && sample.label().isPresent()
        ? ForegroundVoxel.draw(sample.label().get(), random)
        : OptionalInt.empty();
  }
}
