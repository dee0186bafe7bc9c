package dev.icl.app.config;

import dev.icl.core.engine.EngineHints;

/**
 * The section {@code session} of a configuration: what engines that schedule a whole graph are
 * asked for.
 *
 * @param interOpThreads operations that may run at the same time; 0 for as many as {@code threads}
 * @param memoryGrowth whether GPU memory is taken as it is needed, rather than all of it at start
 */
public record SessionConfig(int interOpThreads, boolean memoryGrowth) {
  /** As many operations as threads; memory as it is needed. */
  public static SessionConfig defaults() {
    return new SessionConfig(0, true);
  }

  /** The same for an engine. */
  public EngineHints hints() {
    return new EngineHints(interOpThreads, memoryGrowth);
  }
}
