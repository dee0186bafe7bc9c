package dev.icl.modules.train;

/** The memory this process holds now. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /**
   * Resident memory in MiB, native libraries included, where the system tells (Linux); elsewhere
   * what the Java heap holds, which is less.
   */
  public static long mebibytes() {
    return ProcessStatus.mebibytes("VmRSS").orElseGet(ProcessStatus::heapMebibytes);
  }
}
