package dev.icl.bench.machine;

import dev.icl.core.io.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Energy of the processor packages and their memory, from the counters of Linux's power capping
 * framework (RAPL). Most systems let only the administrator read them.
 *
 * @see <a href="https://docs.kernel.org/power/powercap/powercap.html">Power Capping Framework</a>
 */
public final class EnergyMeter {
  private static final Path COUNTERS = Path.of("/sys/class/powercap");

  private final List<Zone> zones;
  private final List<Long> start;

  private record Zone(Path energy, long range) {}

  private EnergyMeter(List<Zone> zones, List<Long> start) {
    this.zones = zones;
    this.start = start;
  }

  /** Starts measuring. */
  public static EnergyMeter start() {
    return start(COUNTERS);
  }

  static EnergyMeter start(Path counters) {
    List<Zone> zones = new ArrayList<>();
    List<Long> values = new ArrayList<>();
    for (Path folder : folders(counters)) {
      try {
        String name = TextFile.read(folder.resolve("name")).strip();
        if (name.startsWith("package") || name.equals("dram")) {
          Zone zone =
              new Zone(folder.resolve("energy_uj"), number(folder.resolve("max_energy_range_uj")));
          values.add(number(zone.energy));
          zones.add(zone);
        }
      } catch (IOException | NumberFormatException e) {
        // a part that cannot be read would make the sum too small
        return new EnergyMeter(List.of(), List.of());
      }
    }
    return new EnergyMeter(zones, values);
  }

  private static List<Path> folders(Path counters) {
    try (Stream<Path> children = Files.list(counters)) {
      return children
          .filter(child -> child.getFileName().toString().startsWith("intel-rapl:"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Joules since the start; empty where the machine does not say. A counter that passed its largest
   * value more than once would go unnoticed, which takes minutes.
   */
  public OptionalDouble joules() {
    double microjoules = 0;
    try {
      for (int i = 0; i < zones.size(); i++) {
        long used = number(zones.get(i).energy) - start.get(i);
        microjoules += used < 0 ? used + zones.get(i).range : used;
      }
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
    return zones.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(microjoules * 1e-6);
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(TextFile.read(file).strip());
  }
}
