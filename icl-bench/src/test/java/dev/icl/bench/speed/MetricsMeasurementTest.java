package dev.icl.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.data.metrics.EmptyMasks;
import dev.icl.data.metrics.Overlap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsMeasurementTest {
  @Test
  void theOrganIsLargeAndItsSegmentationGoodButNotPerfect() {
    OrganPair pair = OrganPair.of(32, 48, 40);

    Overlap overlap = Overlap.perClass(pair.prediction(), pair.reference(), 2).get(0);

    assertThat(overlap.dice(EmptyMasks.STRICT)).isBetween(0.8, 0.98);
    assertThat((double) overlap.reference() / (32 * 48 * 40)).isBetween(0.05, 0.2);
  }

  @Test
  void everySizeIsTimed() {
    List<String> phases = new ArrayList<>();
    MetricsReport report =
        new MetricsMeasurement(List.of(List.of(8, 10, 12), List.of(8, 20, 24)), 3).run(phases::add);

    assertThat(report.sizes()).extracting(MetricsReport.Size::voxels).containsExactly(960L, 3840L);
    assertThat(report.sizes())
        .allSatisfy(
            size -> {
              assertThat(size.hd95AndAsd().fastestMs()).isPositive();
              assertThat(size.everyMetric().fastestMs()).isPositive();
              assertThat(size.nanosecondsPerVoxel())
                  .isEqualTo(size.hd95AndAsd().medianMs() * 1e6 / size.voxels());
            });
    assertThat(report.toTable()).contains("8 x 10 x 12", "8 x 20 x 24", "HD95 + ASD");
    assertThat(report.toJson()).contains("\"nanoseconds_per_voxel\"", "\"every_metric\"");
    assertThat(phases).contains("8 x 20 x 24 voxels");
  }
}
