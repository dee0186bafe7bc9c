package dev.icl.data.augment;

import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.data.sample.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The augmentations that a configuration names: at most one of the authors' sets, which move
 * voxels, and any of {@code intensity} and {@code elastic}. Immutable.
 */
public final class Augmentations {
  private static final String NONE = "none";
  private static final String AUTHORS = "authors";
  private static final String BRATS = "brats";
  private static final String AMOS = "amos";
  private static final String INTENSITY = "intensity";
  private static final String ELASTIC = "elastic";
  private static final List<String> MOVING = List.of(AUTHORS, BRATS, AMOS);
  private static final List<String> NAMES = List.of(AUTHORS, BRATS, AMOS, INTENSITY, ELASTIC, NONE);

  private final String moving;
  private final Optional<SampleAugmentation> changes;

  private Augmentations(String moving, Optional<SampleAugmentation> changes) {
    this.moving = moving;
    this.changes = changes;
  }

  /** Every name there is. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The augmentations of some names.
   *
   * @param names joined by {@code +}, such as {@code authors+intensity}; {@code none} for none
   * @throws UserException if a name is unknown or names do not go together
   */
  public static Augmentations named(String names) {
    List<String> each = Arrays.stream(names.split("\\+", -1)).map(String::strip).toList();
    for (String name : each) {
      if (!NAMES.contains(name)) {
        throw UnknownName.of("data.augment", "augmentation", name, NAMES);
      }
    }
    List<String> moving = each.stream().filter(MOVING::contains).toList();
    boolean twice = each.stream().distinct().count() < each.size();
    if (moving.size() > 1 || twice || (each.contains(NONE) && each.size() > 1)) {
      throw new UserException(
          "data.augment is '%s': join at most one of %s with intensity and elastic, each once, as in authors+intensity."
              .formatted(names, String.join(", ", MOVING)));
    }
    List<SampleAugmentation> changes = new ArrayList<>();
    if (each.contains(ELASTIC)) {
      changes.add(elastic());
    }
    if (each.contains(AMOS)) {
      changes.add(new IntensityAugmentation(0.5, IntensityChanges.shift(0.1)));
    }
    if (each.contains(INTENSITY)) {
      changes.add(intensity());
    }
    return new Augmentations(
        moving.isEmpty() ? NONE : moving.get(0), changes.stream().reduce(SampleAugmentation::then));
  }

  /** Gamma, contrast, bias field, blur and noise, each now and then and in this order. */
  public static SampleAugmentation intensity() {
    return new IntensityAugmentation(0.3, IntensityChanges.gamma(0.7, 1.5))
        .then(new IntensityAugmentation(0.15, IntensityChanges.contrast(0.75, 1.25)))
        .then(new IntensityAugmentation(0.2, IntensityChanges.biasField(2, 0.3)))
        .then(new IntensityAugmentation(0.2, IntensityChanges.blur(0.5, 1)))
        .then(new IntensityAugmentation(0.15, IntensityChanges.noise(0.3)));
  }

  /**
   * The changes of intensities that a view of a sample may have in addition to the configuration's:
   * sets that move no voxel.
   *
   * @param name of the set, as {@code intensity}
   * @throws IllegalArgumentException if there is no such set
   */
  public static SampleAugmentation intensities(String name) {
    if (!name.equals(INTENSITY)) {
      throw new IllegalArgumentException(
          "there is no set of intensity changes '" + name + "', known is " + INTENSITY);
    }
    return intensity();
  }

  /** A smooth deformation of every fifth sample, of up to 1/16 of its size along each axis. */
  public static SampleAugmentation elastic() {
    return new Elastic(0.2, 4, 0.25);
  }

  /**
   * The turn and flip, or the rotation, of a slice.
   *
   * @param key of the sample
   */
  public Augmentation ofSlice(RandomKey key) {
    return switch (moving) {
      case AUTHORS -> Augmentation.draw(key);
      case BRATS -> AxisSymmetry.drawBrats(key, 2).ofSlice();
      case AMOS -> AxisSymmetry.drawAmos(key, 2).ofSlice();
      default -> new Augmentation.Identity();
    };
  }

  /** Whether {@link #changed} ever changes a sample. */
  public boolean changesSamples() {
    return changes.isPresent();
  }

  /**
   * The changes of a sample once it has its final size.
   *
   * @param key of the sample
   */
  public Sample changed(Sample sample, RandomKey key) {
    return changes.map(c -> c.apply(sample, key.child("changes"))).orElse(sample);
  }

  /**
   * Refuses those that are for slices alone.
   *
   * @throws UserException if there are some
   */
  public void requireAnyRank() {
    if (moving.equals(AUTHORS)) {
      throw new UserException(
          "data.augment has authors, which rotates slices: use brats or amos for volumes.");
    }
  }

  /**
   * The turns and flips of a sample of which a part is drawn.
   *
   * @param key of the sample
   * @param rank the number of axes of the sample, at least 2
   * @throws UserException if the augmentations are for slices alone
   */
  public AxisSymmetry symmetry(RandomKey key, int rank) {
    requireAnyRank();
    return switch (moving) {
      case BRATS -> AxisSymmetry.drawBrats(key, rank);
      case AMOS -> AxisSymmetry.drawAmos(key, rank);
      default -> new AxisSymmetry(0, Collections.nCopies(rank, false));
    };
  }
}
