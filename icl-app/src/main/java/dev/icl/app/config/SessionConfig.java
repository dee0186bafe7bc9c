package dev.icl.app.config;

import dev.icl.core.engine.EngineHints;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Max;
import dev.icl.core.settings.Min;

/**
 * The section {@code session} of a configuration: the ways in which engines use the machine.
 *
 * @param interOpThreads operations that may run at the same time; 0 for as many as {@code threads}
 * @param memoryGrowth whether GPU memory is taken as it is needed, rather than all of it at start
 * @param deterministic whether only operations are allowed whose results are the same every time
 */
public record SessionConfig(
    @Doc(
            "operations that `tensorflow` may run at the same time; 0 for as many as `threads` (`pytorch` runs one after another)")
        @Min(0)
        @Max(1024)
        int interOpThreads,
    @Doc(
            "whether `tensorflow` takes GPU memory as it needs it, or all of it at start (`pytorch` always does the first)")
        boolean memoryGrowth,
    @Doc(
            "whether a GPU may only use operations whose results are the same every time, so that a run can be repeated bit by bit; slower ([gpu.md](gpu.md#the-same-results-every-time))")
        boolean deterministic) {
  /** As many operations as threads; memory as it is needed; the fastest operations. */
  public static SessionConfig defaults() {
    return new SessionConfig(0, true, false);
  }

  /** The same for an engine. */
  public EngineHints hints() {
    return new EngineHints(interOpThreads, memoryGrowth);
  }
}
