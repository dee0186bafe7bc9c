package dev.icl.core.batch;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One look at the samples of a {@link BatchStream}. A view with a geometry of its own takes the
 * sample through the augmentation of the configuration, {@code data.augment}. A view that is
 * aligned with another begins with that one's pixels, so that pixels of both, and their labels,
 * belong together. Either is then changed by the view's own set of intensity changes, if it has
 * one. Every view has random draws of its own.
 *
 * @param name within its stream, in lower-case letters, digits and hyphens; part of the name of its
 *     tensor
 * @param intensities the name of a set of augmentations that changes intensities and moves no
 *     voxel, as {@link #INTENSITY}; empty for none
 * @param alignedWith the view of the same stream whose geometry it has; empty for its own
 */
public record View(String name, Optional<String> intensities, Optional<String> alignedWith) {
  /** The name of the ordinary view. */
  public static final String WEAK = "weak";

  /** The set of augmentations with gamma, contrast, bias field, blur and noise. */
  public static final String INTENSITY = "intensity";

  /** The set of augmentations with brightness, contrast and blur of UniMatch's program. */
  public static final String JITTER = "jitter";

  /** The same, blurred less often, as in AD-MT's program. */
  public static final String SHARP_JITTER = "sharp-jitter";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

  /**
   * @throws IllegalArgumentException if the name has other characters, or the view is aligned with
   *     itself
   */
  public View {
    requireName(name);
    Objects.requireNonNull(intensities);
    if (alignedWith.equals(Optional.of(name))) {
      throw new IllegalArgumentException("view '" + name + "' is aligned with itself");
    }
  }

  /** The ordinary view: the augmentation of the configuration and nothing more. */
  public static View weak() {
    return new View(WEAK, Optional.empty(), Optional.empty());
  }

  /** A view with the geometry of the weak one and stronger changes of intensities. */
  public static View strong(String name) {
    return strong(name, INTENSITY);
  }

  /**
   * The same with a set of changes that is named.
   *
   * @param name of the view
   * @param intensities name of a set that moves no voxel
   */
  public static View strong(String name, String intensities) {
    return new View(name, Optional.of(intensities), Optional.of(WEAK));
  }

  /** One more ordinary view, with a geometry of its own. */
  public static View independent(String name) {
    return new View(name, Optional.empty(), Optional.empty());
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of a view or stream: use lower-case letters, digits, hyphens");
    }
  }
}
