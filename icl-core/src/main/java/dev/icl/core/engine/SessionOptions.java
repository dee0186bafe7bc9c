package dev.icl.core.engine;

/**
 * Options beyond the device for engines that schedule a whole graph. An engine to which one of
 * these means nothing computes the same without it.
 *
 * @param interOpThreads operations that may run at the same time; 0 for as many as an operation may
 *     use threads. Engines that run one operation after another have no use for it
 * @param memoryGrowth whether GPU memory is taken as it is needed, rather than all of it at start.
 *     Engines that only know the first do that
 */
public record SessionOptions(int interOpThreads, boolean memoryGrowth) {
  /** As many operations as threads; memory as it is needed. */
  public static SessionOptions defaults() {
    return new SessionOptions(0, true);
  }
}
