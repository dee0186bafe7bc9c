package dev.icl.data.batch;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.augment.AffineSampling;
import dev.icl.data.augment.Augmentations;
import dev.icl.data.augment.AxisSymmetry;
import dev.icl.data.augment.CropWindow;
import dev.icl.data.sample.Sample;
import dev.icl.data.sample.SamplePart;
import dev.icl.data.sample.SampleSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Random parts of samples of any number of axes, turned, flipped, rotated and scaled in one go. The
 * part is cut from the sample as it is turned and flipped, so a quarter turn of a sample whose
 * sizes differ never changes the size of an image.
 *
 * @param patch shape of an image
 * @param augmentations of the configuration
 * @param foregroundShare probability that an image is centred on a voxel of a foreground class, 0
 *     to 1; for samples whose labels may be used
 */
record PatchSampler(Shape patch, Augmentations augmentations, double foregroundShare)
    implements Sampler {
  @Override
  public Sample gather(SampleSource source, RandomKey key, int[] into) {
    Shape shape = source.shape();
    AxisSymmetry symmetry = augmentations.symmetry(key, shape.rank());
    CropWindow window = window(source, symmetry, key);
    SamplePart part = source.part(symmetry.box(shape, window));
    symmetry.gather(shape, part.box(), window, into);
    return part.sample();
  }

  @Override
  public Optional<Sample> interpolated(SampleSource source, RandomKey key, boolean withLabel) {
    return augmentations
        .freeMove(patch, key)
        .map(
            matrix -> {
              Shape shape = source.shape();
              AxisSymmetry symmetry = augmentations.symmetry(key, shape.rank());
              CropWindow window = window(source, symmetry, key);
              AffineSampling places = AffineSampling.of(matrix, window, symmetry, shape);
              return places.apply(source.part(places.box(shape)), withLabel);
            });
  }

  private CropWindow window(SampleSource source, AxisSymmetry symmetry, RandomKey key) {
    Shape shape = source.shape();
    Shape moved = symmetry.moved(shape);
    OptionalInt centre = foregroundShare > 0 ? centre(source, key) : OptionalInt.empty();
    return centre.isPresent()
        ? CropWindow.around(
            moved, patch, augmentations.cropRule(), symmetry.moved(shape, centre.getAsInt()))
        : CropWindow.draw(moved, patch, augmentations.cropRule(), key.child("crop"));
  }

  private OptionalInt centre(SampleSource source, RandomKey key) {
    UniformRandomProvider random = key.child("foreground").generator();
    return random.nextDouble() < foregroundShare && source.hasLabel()
        ? ForegroundVoxel.draw(source, random)
        : OptionalInt.empty();
  }
}
