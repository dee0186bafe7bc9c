package dev.icl.core.batch;

/**
 * Batches in the order of iterations. The batch of an iteration depends on the seed and the
 * iteration alone, never on thread timing, so training can continue from any iteration.
 */
public interface BatchSource extends AutoCloseable {
  /**
   * The batch of the next iteration; waits until it is ready. The tensors may be reused by the
   * source after the following call.
   *
   * @throws dev.icl.core.error.UserException if a scan cannot be read
   */
  Batch next();

  /** Stops preparing batches; closing again does nothing. */
  @Override
  void close();
}
