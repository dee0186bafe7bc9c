package dev.icl.engine.pytorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Whose processor this is, which decides what MKL's matrix products run. */
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
    try (Stream<String> lines = Files.lines(description, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.matches("vendor_id\\s*:\\s*AuthenticAMD"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
