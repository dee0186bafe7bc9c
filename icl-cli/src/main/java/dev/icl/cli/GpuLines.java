package dev.icl.cli;

import dev.icl.core.engine.GpuSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines of {@code icl engines} on GPUs. */
final class GpuLines {
  private GpuLines() {}

  static List<String> of(GpuSupport gpu) {
    List<String> versions =
        Stream.of(
                named("driver", gpu.driver()),
                named("CUDA", gpu.cuda()),
                named("cuDNN", gpu.cudnn()))
            .flatMap(List::stream)
            .toList();
    List<String> lines = new ArrayList<>();
    if (!versions.isEmpty()) {
      lines.add(String.join(", ", versions));
    }
    for (GpuSupport.Gpu one : gpu.gpus()) {
      lines.add(
          Texts.format(
              "%s %s, compute capability %s, %.1f GiB",
              one.device(), one.model(), one.capability(), (double) one.memory() / (1L << 30)));
    }
    if (gpu.problem() != null) {
      lines.add("no GPU: " + gpu.problem());
    }
    return lines;
  }

  private static List<String> named(String name, @Nullable String version) {
    return version == null ? List.of() : List.of(name + " " + version);
  }
}
