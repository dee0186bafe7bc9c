package dev.icl.modules.method;

import dev.icl.core.settings.Above;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;

/**
 * The settings of boxes of other images in strong views (CutMix).
 *
 * @param probability that a strong view gets a box; 0 for none, and no images to fill them
 * @param least the smallest share of the image that a box has
 * @param most the largest
 * @param ratio the smallest ratio of two sides of a box; the largest is its inverse
 */
public record CutMixConfig(
    @Doc(
            "probability that a strong view gets a box of another image; 0: none, and no images are drawn for it")
        @Min(0)
        @Max(1)
        double probability,
    @Doc("the smallest share of an image's pixels in such a box") @Above(0) @Max(0.9) double least,
    @Doc("the largest share of an image's pixels in such a box") @Above(0) @Max(0.9) double most,
    @Doc("the smallest ratio of two sides of such a box; the largest is its inverse")
        @Above(0)
        @Max(1)
        double ratio)
    implements Checked {

  /** Boxes as UniMatch's program draws them: 1/2, 2 % to 40 %, 0.3. */
  public static CutMixConfig defaults() {
    return new CutMixConfig(0.5, 0.02, 0.4, 0.3);
  }

  /** No boxes. */
  static CutMixConfig none() {
    return new CutMixConfig(0, 0.02, 0.4, 0.3);
  }

  @Override
  public void check(Rules rules) {
    if (!rules.unread("least", "most")) {
      rules.must(least <= most, "most", "be at least method.cut_mix.least, " + least, most);
    }
  }
}
