package dev.icl.core.tensor;

/**
 * Keeps dropped host tensors from piling up. Direct memory goes back to the system only when the
 * collector finds the small object that owns it, which a busy loop over large tensors puts off for
 * long; telling this of every dropped tensor bounds the waste.
 */
public final class DirectMemory {
  private static final long MOST = 128L << 20;

  private long waiting;

  /** Says that the caller holds this tensor no longer; collects when much has been dropped. */
  public void dropped(HostTensor tensor) {
    waiting += (long) tensor.size() * tensor.dtype().bytes();
    if (waiting > MOST) {
      waiting = 0;
      System.gc();
    }
  }
}
