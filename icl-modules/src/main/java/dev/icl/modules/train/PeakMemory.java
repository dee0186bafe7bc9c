package dev.icl.modules.train;

/** The most memory this process has held. */
public final class PeakMemory {
  private PeakMemory() {}

  /**
   * Peak resident memory in MiB, native libraries included, where the system tells (Linux);
   * elsewhere what the Java heap holds now, which is less.
   */
  public static long mebibytes() {
    return ProcessStatus.mebibytes("VmHWM").orElseGet(ProcessStatus::heapMebibytes);
  }
}
