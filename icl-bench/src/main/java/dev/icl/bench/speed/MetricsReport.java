package dev.icl.bench.speed;

import dev.icl.core.checkpoint.Provenance;
import dev.icl.core.json.Json;
import java.util.List;
import java.util.Map;

/**
 * The time to score a segmented organ, on one thread.
 *
 * @param environment this program's version, Java and system, by name
 * @param steps the number of repetitions of each measurement
 * @param sizes from small to large
 */
public record MetricsReport(Map<String, String> environment, int steps, List<Size> sizes) {
  /**
   * Scans of one size.
   *
   * @param shape slices, rows, columns
   * @param voxels their product
   * @param hd95AndAsd time of HD95 and ASD in mm of one organ, all that they need included
   * @param nanosecondsPerVoxel of that, at the median
   * @param everyMetric time of every metric in mm and in voxels
   */
  public record Size(
      List<Integer> shape,
      long voxels,
      Durations hd95AndAsd,
      double nanosecondsPerVoxel,
      Durations everyMetric) {
    static Size of(List<Integer> shape, Durations hd95AndAsd, Durations everyMetric) {
      long voxels = shape.stream().mapToLong(s -> s).reduce(1, Math::multiplyExact);
      return new Size(shape, voxels, hd95AndAsd, hd95AndAsd.medianMs() * 1e6 / voxels, everyMetric);
    }
  }

  /** As indented JSON. */
  public String toJson() {
    return Json.indented(this);
  }

  /** A table for people. */
  public String toTable() {
    TextTable table =
        new TextTable()
            .title("scores of one organ on one thread; %s; medians of %d", java(), steps)
            .row("slices x rows x columns", "HD95 + ASD   a voxel     every metric, mm and voxels");
    for (Size size : sizes) {
      table.row(
          "%d x %d x %d".formatted(size.shape().toArray()),
          "%7.1f ms   %5.2f ns   %7.1f ms",
          size.hd95AndAsd().medianMs(),
          size.nanosecondsPerVoxel(),
          size.everyMetric().medianMs());
    }
    return table.toString();
  }

  private String java() {
    return environment.getOrDefault(Provenance.JAVA.key(), "");
  }
}
