package dev.icl.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.bench.matrix.PlannedCell.Task;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.error.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPlanTest {
  @TempDir Path folder;

  @Test
  void timingsOfEnginesAndMethodsTakeTurnsAndEveryOtherRepeatRunsBackwards() throws IOException {
    BenchPlan plan =
        plan(
            """
            bench:
              engines: [pytorch, tensorflow]
              devices: [cpu]
              methods: [supervised, icl]
              timing: {repeats: 2}
            """);

    assertThat(ids(plan, Task.TIMING))
        .containsExactly(
            "timing-pytorch-cpu-supervised-unet2d-r1",
            "timing-tensorflow-cpu-supervised-unet2d-r1",
            "timing-pytorch-cpu-icl-unet2d-r1",
            "timing-tensorflow-cpu-icl-unet2d-r1",
            "timing-tensorflow-cpu-icl-unet2d-r2",
            "timing-pytorch-cpu-icl-unet2d-r2",
            "timing-tensorflow-cpu-supervised-unet2d-r2",
            "timing-pytorch-cpu-supervised-unet2d-r2");
  }

  @Test
  void everyDrawingIsTrainedWithEverySeed() throws IOException {
    BenchPlan plan =
        plan(
            """
            bench:
              methods: [icl]
              label_draws: [0, 4]
              seeds: [1, 2]
            """);

    assertThat(ids(plan, Task.TRAIN))
        .containsExactly(
            "train-pytorch-auto-icl-unet2d-l3-s1",
            "train-pytorch-auto-icl-unet2d-l3-d4-s1",
            "train-pytorch-auto-icl-unet2d-l3-s2",
            "train-pytorch-auto-icl-unet2d-l3-d4-s2");
    PlannedCell drawn = plan.cell("train-pytorch-auto-icl-unet2d-l3-d4-s2");
    assertThat(drawn.key().labelDraw()).isEqualTo(4);
    assertThat(drawn.config().data().labelDraw()).isEqualTo(4);
  }

  @Test
  void everyPointOfTheMatrixIsTrained() throws IOException {
    BenchPlan plan =
        plan(
            """
            bench:
              methods: [supervised, icl]
              labeled: [3, 7]
              seeds: [1, 2]
              variants:
                calm: {methods: [icl], method: {drop_path: 0}}
            """);

    assertThat(plan.count(Task.TRAIN)).isEqualTo(2 * 2 * 3);
    PlannedCell calm = plan.cell("train-pytorch-auto-icl-calm-unet2d-l7-s2");
    assertThat(calm.key().labeled()).isEqualTo(7);
    assertThat(calm.config().data().labeled()).isEqualTo(7);
    assertThat(calm.config().seed()).isEqualTo(2);
    assertThat(calm.config().method().value("drop_path")).contains(0.0);
    assertThat(calm.config().method().name()).isEqualTo("icl");
    assertThat(plan.cells()).extracting(PlannedCell::id).doesNotHaveDuplicates();
  }

  @Test
  void trainingsSideBySideHaveOneThreadAndTimingsAllOfThem() throws IOException {
    BenchPlan plan = plan("bench: {}");
    BenchPlan alone = plan("bench: {parallel: 1}\nthreads: 3");

    assertThat(plan.cells())
        .allSatisfy(
            cell ->
                assertThat(cell.config().threads()).isEqualTo(cell.task() == Task.TIMING ? 0 : 1));
    assertThat(alone.cells()).allSatisfy(c -> assertThat(c.config().threads()).isEqualTo(3));
  }

  @Test
  void everyEngineAndDeviceIsHeldAgainstTheFirst() throws IOException {
    BenchPlan plan =
        plan(
            "bench: {engines: [pytorch, tensorflow], devices: [cpu, 'gpu:0'], parity: {iterations: 9}}");

    assertThat(plan.pairs())
        .extracting(pair -> pair.other().id())
        .containsExactly(
            "parity-tensorflow-cpu-icl-unet2d",
            "parity-pytorch-gpu-0-icl-unet2d",
            "parity-tensorflow-gpu-0-icl-unet2d");
    assertThat(plan.pairs())
        .allSatisfy(
            pair -> assertThat(pair.reference().id()).isEqualTo("parity-pytorch-cpu-icl-unet2d"));
    assertThat(plan.cell("parity-tensorflow-cpu-icl-unet2d").config())
        .satisfies(
            config -> {
              assertThat(config.random()).isEqualTo(RandomMode.PORTABLE);
              assertThat(config.train().iterations()).isEqualTo(9);
            });
  }

  @Test
  void oneEngineHasNothingToBeHeldAgainst() throws IOException {
    assertThat(plan("bench: {engines: [pytorch], devices: [cpu]}").count(Task.PARITY)).isZero();
  }

  @Test
  void namesThatBecomeAlikeAreNumbered() throws IOException {
    BenchPlan plan =
        plan("bench: {engines: [a+b, a-b], timing: {repeats: 0}, parity: {iterations: 0}}");

    assertThat(ids(plan, Task.TRAIN))
        .containsExactly(
            "train-a-b-auto-icl-unet2d-l3-s1337", "train-a-b-auto-icl-unet2d-l3-s1337-2");
  }

  @Test
  void networksOfVolumesAreCellsAsOthersAre() throws IOException {
    BenchPlan plan =
        plan(
            """
            bench:
              engines: [pytorch, tensorflow]
              devices: [cpu]
              networks: [unet3d, vnet]
              methods: [icl]
              timing: {repeats: 1}
              parity: {iterations: 20}
            method: {heads: [4, 2, 2]}
            network: {name: unet3d, channels: [4, 4, 8, 8, 8], dropout: [0.2, 0.2]}
            data: {augment: brats}
            train: {patch: [16, 32, 32], labeled_batch: 1, unlabeled_batch: 1}
            """);

    assertThat(ids(plan, Task.TRAIN))
        .containsExactlyInAnyOrder(
            "train-pytorch-cpu-icl-unet3d-l3-s1337",
            "train-pytorch-cpu-icl-vnet-l3-s1337",
            "train-tensorflow-cpu-icl-unet3d-l3-s1337",
            "train-tensorflow-cpu-icl-vnet-l3-s1337");
    assertThat(plan.pairs())
        .extracting(pair -> pair.other().id())
        .containsExactly("parity-tensorflow-cpu-icl-unet3d", "parity-tensorflow-cpu-icl-vnet");
    assertThat(plan.cells())
        .allSatisfy(cell -> assertThat(cell.config().train().patch()).containsExactly(16, 32, 32));
  }

  @Test
  void aValueOfAnAxisThatTheRunRefusesIsFoundBeforeAnythingRuns() {
    assertThatThrownBy(() -> plan("bench: {labeled: [3, 300]}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.labeled must be at most data.phantom_patients");
  }

  private static List<String> ids(BenchPlan plan, Task task) {
    return plan.cells().stream().filter(c -> c.task() == task).map(PlannedCell::id).toList();
  }

  private BenchPlan plan(String yaml) throws IOException {
    return BenchPlan.of(Configs.read(folder, yaml));
  }
}
