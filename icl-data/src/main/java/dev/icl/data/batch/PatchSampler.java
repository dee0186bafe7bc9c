package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.data.augment.AffineSampling;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.AxisSymmetry;
import dev.icl.data.augment.CropWindow;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random parts of samples of any number of axes, turned, flipped, rotated and scaled in one go. The
 * part is cut from the sample as it is turned and flipped, so a quarter turn of a sample whose
 * sizes differ never changes the size of an image.
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
  public Sample gather(SampleSource source, RandomKey key, int[] into) {
    int[] sizes = source.sizes();
    AxisSymmetry symmetry = augmentations.symmetry(key, sizes.length);
    CropWindow window = window(source, symmetry, key);
    SamplePart part = source.part(symmetry.box(sizes, window));
    symmetry.gather(sizes, part.box(), window, into);
    return part.sample();
  }

  @Override
  public Optional<Sample> interpolated(SampleSource source, RandomKey key, boolean withLabel) {
    return augmentations
        .freeMove(size(), key)
        .map(
            matrix -> {
              int[] sizes = source.sizes();
              AxisSymmetry symmetry = augmentations.symmetry(key, sizes.length);
              CropWindow window = window(source, symmetry, key);
              AffineSampling places = AffineSampling.of(matrix, window, symmetry, sizes);
              return places.apply(source.part(places.box(sizes)), withLabel);
            });
  }

  private int[] size() {
    return patch.stream().mapToInt(i -> i).toArray();
  }

  private CropWindow window(SampleSource source, AxisSymmetry symmetry, RandomKey key) {
    int[] size = size();
    int[] sizes = source.sizes();
    int[] moved = symmetry.moved(sizes);
    OptionalInt centre = foregroundShare > 0 ? centre(source, key) : OptionalInt.empty();
    return centre.isPresent()
        ? CropWindow.around(
            moved, size, augmentations.cropRule(), symmetry.moved(sizes, centre.getAsInt()))
        : CropWindow.draw(moved, size, augmentations.cropRule(), key.child("crop"));
  }

  private OptionalInt centre(SampleSource source, RandomKey key) {
    UniformRandomProvider random = key.child("foreground").generator();
    return random.nextDouble() < foregroundShare && source.hasLabel()
        ? ForegroundVoxel.draw(source, random)
        : OptionalInt.empty();
  }
}
