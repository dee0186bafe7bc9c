package dev.icl.core.engine;

/**
 * Wishes about resources, which an engine heeds where they mean something to it: results are the
 * same without them. What they come to in a native library is the engine's own matter.
 *
 * @param operationsAtOnce operations that may run at the same time; 0 for as many as an operation
 *     may use threads. Engines that run one operation after another have no use for it
 * @param growingMemory whether memory of a GPU is taken as it is needed, rather than all of it at
 *     start. Engines that only know the first do that
 */
public record EngineHints(int operationsAtOnce, boolean growingMemory) {
  /** As many operations as threads; memory as it is needed. */
  public static EngineHints defaults() {
    return new EngineHints(0, true);
  }
}
