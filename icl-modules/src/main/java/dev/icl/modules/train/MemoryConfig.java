package dev.icl.modules.train;

import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The ways of a training to do with less memory.
 *
 * @param accumulate the number of micro-batches of a step
 * @param recompute the values that are computed a second time rather than kept
 */
public record MemoryConfig(
    @Doc(
            "micro-batches that the images of a step are divided into, one after another, for one update with the mean of their gradients; less memory, and batch statistics over fewer images ([methods.md](methods.md#less-memory))")
        @Min(1)
        @Max(8192)
        int accumulate,
    @Doc(
            "what is not kept for the gradient but computed a second time: nothing, or all values within the blocks of a network; less memory, a longer step, the same training ([methods.md](methods.md#less-memory))")
        Recompute recompute) {
  /** Undivided steps that keep everything. */
  public static MemoryConfig defaults() {
    return new MemoryConfig(1, Recompute.NONE);
  }
}
