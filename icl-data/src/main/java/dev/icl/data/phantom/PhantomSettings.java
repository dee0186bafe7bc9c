package dev.icl.data.phantom;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The settings of the phantom.
 *
 * @param phantomPatients how many training patients it has
 * @param phantomValidation how many validation patients it has
 * @param phantomSeed decides its anatomy, apart from the run's seed
 */
public record PhantomSettings(
    @Doc("training patients of the phantom") @Min(1) @Max(1000) int phantomPatients,
    @Doc("validation patients of the phantom") @Min(1) @Max(1000) int phantomValidation,
    @Doc("decides the phantom's anatomy, apart from `seed`") long phantomSeed) {
  /** The phantom of the default benchmark. */
  public static PhantomSettings defaults() {
    return new PhantomSettings(40, 8, 2023);
  }
}
