package dev.icl.bench.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** NVIDIA's GPUs, as {@code nvidia-smi} tells; nothing where there is no such program. */
public final class NvidiaSmi {
  private static final long MOST_SECONDS = 10;

  private NvidiaSmi() {}

  /** Names of the GPUs; empty if there is none. */
  public static Optional<String> names() {
    List<String> names = query("--query-gpu=name");
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  /**
   * GPU memory that this process holds, MiB. Where the program cannot tell processes apart, as in
   * most containers, what all of them hold.
   */
  public static OptionalLong memoryMebibytes() {
    String own = Long.toString(ProcessHandle.current().pid());
    List<String> mine =
        query("--query-compute-apps=pid,used_memory").stream()
            .filter(line -> line.startsWith(own + ","))
            .map(line -> line.substring(line.indexOf(',') + 1).strip())
            .toList();
    return sum(mine.isEmpty() ? query("--query-gpu=memory.used") : mine);
  }

  private static OptionalLong sum(List<String> numbers) {
    List<String> known = numbers.stream().filter(text -> text.matches("[0-9]{1,12}")).toList();
    return known.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(known.stream().mapToLong(Long::parseLong).sum());
  }

  private static List<String> query(String what) {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", what, "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
      lines.removeIf(String::isEmpty);
      return process.exitValue() == 0 ? lines : List.of();
    } catch (IOException e) {
      return List.of(); // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
