package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.icl.app.config.RunConfig;
import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.report.record.CellKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellQueueTest {
  private static final PlannedCell TIMING = cell("timing", Task.TIMING, "cpu");
  private static final PlannedCell TRAIN = cell("train", Task.TRAIN, "cpu");
  private static final PlannedCell OTHER = cell("other", Task.TRAIN, "cpu");
  private static final PlannedCell ON_GPU = cell("on-gpu", Task.TRAIN, "gpu:0");
  private static final PlannedCell ALSO_ON_GPU = cell("also-on-gpu", Task.TRAIN, "gpu");

  @Test
  void nothingRunsBesideATiming() {
    CellQueue queue = new CellQueue(List.of(TRAIN), 4, true);

    assertThat(queue.next(List.of(TIMING))).isEmpty();
    assertThat(queue.next(List.of())).contains(TRAIN);
  }

  @Test
  void aTimingWaitsUntilNothingRunsAndIsNotOvertaken() {
    CellQueue queue = new CellQueue(List.of(TIMING, TRAIN), 4, true);

    assertThat(queue.next(List.of(OTHER))).isEmpty();
    assertThat(queue.next(List.of())).contains(TIMING);
  }

  @Test
  void noMoreRunAtOnceThanAllowed() {
    CellQueue queue = new CellQueue(List.of(TRAIN), 1, true);

    assertThat(queue.next(List.of(OTHER))).isEmpty();
    assertThat(queue.waiting()).containsExactly(TRAIN);
  }

  @Test
  void oneTrainingHasTheGpuAndThoseOnProcessorsPassBy() {
    CellQueue queue = new CellQueue(List.of(ALSO_ON_GPU, TRAIN), 4, true);

    assertThat(queue.next(List.of(ON_GPU))).contains(TRAIN);
    assertThat(queue.next(List.of(ON_GPU, TRAIN))).isEmpty();
    assertThat(queue.next(List.of(TRAIN))).contains(ALSO_ON_GPU);
  }

  @Test
  void whereThereIsAGpuThatIsWhatAutoMeans() {
    PlannedCell auto = cell("auto", Task.TRAIN, "auto");

    assertThat(new CellQueue(List.of(auto), 4, true).next(List.of(ON_GPU))).isEmpty();
    assertThat(new CellQueue(List.of(auto), 4, false).next(List.of(ON_GPU))).contains(auto);
  }

  private static PlannedCell cell(String id, Task task, String device) {
    CellKey key = new CellKey("pytorch", device, "icl", 1, "", "unet2d", 3, 0, 1L, null);
    return new PlannedCell(id, task, key, RunConfig.defaults());
  }
}
