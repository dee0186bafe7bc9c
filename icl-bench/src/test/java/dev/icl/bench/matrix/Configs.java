package dev.icl.bench.matrix;

import dev.icl.bench.config.BenchConfig;
import dev.icl.bench.config.BenchConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations of benchmarks, from their text. */
final class Configs {
  private Configs() {}

  static BenchConfig read(Path folder, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), yaml);
    return new BenchConfigReader(Map.of(), folder).read(file, List.of());
  }
}
