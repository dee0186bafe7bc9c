package dev.icl.modules.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The memory of this process as Linux reports it. */
final class ProcessStatus {
  private static final Path FILE = Path.of("/proc/self/status");

  private ProcessStatus() {}

  /**
   * An amount of memory in MiB; empty where the system does not say.
   *
   * @param key as {@code VmRSS}
   */
  static OptionalLong mebibytes(String key) {
    try {
      return OptionalLong.of(parse(Files.readAllLines(FILE), key));
    } catch (IOException | NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Finds the line {@code VmRSS: 12345 kB}. */
  static long parse(List<String> status, String key) throws IOException {
    String start = key + ":";
    for (String line : status) {
      if (line.startsWith(start)) {
        return Long.parseLong(line.substring(start.length()).replace("kB", "").trim()) >> 10;
      }
    }
    throw new IOException("no " + key + " line");
  }

  /** The current size of the Java heap's content, MiB. */
  static long heapMebibytes() {
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
