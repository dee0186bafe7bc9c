package dev.icl.data.augment;

import dev.icl.core.batch.View;
import dev.icl.core.error.UnknownName;
import dev.icl.core.error.UserException;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Shape;
import dev.icl.data.sample.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The augmentations that a configuration names: at most one of the authors' sets, which turn and
 * flip as their programs do, and any of the general ones; or nnU-Net's whole list. Immutable.
 */
public final class Augmentations {
  private static final String NONE = "none";
  private static final String AUTHORS = "authors";
  private static final String BRATS = "brats";
  private static final String LA = "la";
  private static final String AMOS = "amos";
  private static final String NNUNET = "nnunet";
  private static final String ROTATION = "rotation";
  private static final String SCALING = "scaling";
  private static final String ELASTIC = "elastic";
  private static final String INTENSITY = "intensity";
  private static final String LOW_RESOLUTION = "low-resolution";
  private static final String GAMMA = "gamma";
  private static final String MIRRORING = "mirroring";
  private static final List<String> MOVING = List.of(AUTHORS, BRATS, LA, AMOS);
  private static final List<String> ALONE = List.of(NONE, NNUNET);
  private static final List<String> NAMES =
      List.of(
          AUTHORS,
          BRATS,
          LA,
          AMOS,
          ROTATION,
          SCALING,
          ELASTIC,
          INTENSITY,
          LOW_RESOLUTION,
          GAMMA,
          MIRRORING,
          NNUNET,
          NONE);
  private static final double FREE_MOVE = 0.2;

  private final String moving;
  private final FreeMoves freeMoves;
  private final CropRule cropRule;
  private final Optional<SampleAugmentation> changes;

  private Augmentations(
      String moving, FreeMoves freeMoves, CropRule cropRule, Optional<SampleAugmentation> changes) {
    this.moving = moving;
    this.freeMoves = freeMoves;
    this.cropRule = cropRule;
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
    boolean accompanied = each.size() > 1 && each.stream().anyMatch(ALONE::contains);
    if (moving.size() > 1 || twice || accompanied) {
      throw new UserException(
          "data.augment is '%s': join at most one of %s with others, each once, as in authors+intensity; %s stand alone."
              .formatted(names, String.join(", ", MOVING), String.join(" and ", ALONE)));
    }
    if (each.contains(NNUNET)) {
      return new Augmentations(
          NONE,
          new FreeMoves(FREE_MOVE, FREE_MOVE),
          CropRule.INSIDE,
          Optional.of(NnUnetChanges.all()));
    }
    FreeMoves freeMoves =
        new FreeMoves(
            each.contains(ROTATION) ? FREE_MOVE : 0, each.contains(SCALING) ? FREE_MOVE : 0);
    return new Augmentations(
        moving.isEmpty() ? NONE : moving.get(0),
        freeMoves,
        each.contains(AMOS) ? CropRule.INSIDE : CropRule.SSL4MIS,
        changes(each).stream().reduce(SampleAugmentation::then));
  }

  /** The changes of samples that have their final size, in order. */
  private static List<SampleAugmentation> changes(List<String> names) {
    List<SampleAugmentation> changes = new ArrayList<>();
    if (names.contains(ELASTIC)) {
      changes.add(elastic());
    }
    if (names.contains(AMOS)) {
      changes.add(new IntensityAugmentation(0.5, IntensityChanges.shift(0.1)));
    }
    if (names.contains(INTENSITY)) {
      changes.add(intensity());
    }
    if (names.contains(LOW_RESOLUTION)) {
      changes.add(NnUnetChanges.lowResolution());
    }
    if (names.contains(GAMMA)) {
      changes.add(NnUnetChanges.gamma());
    }
    if (names.contains(MIRRORING)) {
      changes.add(NnUnetChanges.mirroring());
    }
    return changes;
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
    return switch (name) {
      case View.INTENSITY -> intensity();
      case View.JITTER -> Jitter.augmentation(0.5);
      case View.SHARP_JITTER -> Jitter.augmentation(0.2);
      default ->
          throw new IllegalArgumentException(
              "there is no set of intensity changes '%s'; available: %s, %s and %s"
                  .formatted(name, View.INTENSITY, View.JITTER, View.SHARP_JITTER));
    };
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
      case BRATS, LA, AMOS -> symmetry(key, 2).ofSlice();
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
          "data.augment has authors, which rotates slices: use brats, la or amos for volumes.");
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
      // the arrays of BraTS' files are z, y, x, as samples are; those of LA's are x, y, z
      case BRATS -> AuthorsMoves.turnAndFlip(key, rank, TurnPlane.firstTwo());
      case LA -> AuthorsMoves.turnAndFlip(key, rank, TurnPlane.lastTwo(rank));
      case AMOS -> AuthorsMoves.amos(key, rank, TurnPlane.lastTwo(rank));
      default -> AxisSymmetry.none(rank);
    };
  }

  /** The places that a part of a sample may have. */
  public CropRule cropRule() {
    return cropRule;
  }

  /**
   * The rotation and change of scale of an image, if it has one.
   *
   * @param patch shape of the image
   * @param key of the sample
   * @return a matrix of as many rows and columns as axes, from distances to the image's centre to
   *     distances in the sample, turned and flipped ({@link AffineSampling})
   */
  public Optional<double[][]> freeMove(Shape patch, RandomKey key) {
    return freeMoves.draw(patch, key.child("free"));
  }
}
