package dev.icl.modules.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory this process has held. */
public final class PeakMemory {
  private static final String KEY = "VmHWM:";

  private PeakMemory() {}

  /**
   * Peak resident memory in MiB, native libraries included, where the system tells (Linux);
   * elsewhere what the Java heap holds now, which is less.
   */
  public static long mebibytes() {
    try {
      return parse(Files.readAllLines(Path.of("/proc/self/status")));
    } catch (IOException | NumberFormatException e) {
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
  }

  /** Finds the line {@code VmHWM: 12345 kB}. */
  static long parse(List<String> status) throws IOException {
    for (String line : status) {
      if (line.startsWith(KEY)) {
        return Long.parseLong(line.substring(KEY.length()).replace("kB", "").trim()) >> 10;
      }
    }
    throw new IOException("no " + KEY + " line");
  }
}
