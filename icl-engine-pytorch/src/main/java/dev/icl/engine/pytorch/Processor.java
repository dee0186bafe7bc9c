package dev.icl.engine.pytorch;

import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The vendor of the processor, which decides which code MKL's matrix products run. */
final class Processor {
  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Whether it is known to be AMD's: Linux tells, other systems are not asked. */
  static boolean isAmd() {
    return isAmd(DESCRIPTION);
  }

  /**
   * @param description as Linux's {@code /proc/cpuinfo}; may be missing
   */
  static boolean isAmd(Path description) {
    try {
      return new String(TextFile.bytes(description), StandardCharsets.ISO_8859_1)
          .lines()
          .anyMatch(line -> line.matches("vendor_id\\s*:\\s*AuthenticAMD"));
    } catch (IOException e) {
      return false;
    }
  }
}
