package dev.icl.modules.train;

import dev.icl.core.batch.BatchShape;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Precision;
import dev.icl.core.optim.OptimizerConfig;
import dev.icl.core.optim.ScheduleConfig;
import dev.icl.core.settings.Checked;
import dev.icl.core.settings.Doc;
import dev.icl.core.settings.Inline;
import dev.icl.core.settings.Min;
import dev.icl.core.settings.Rules;
import java.util.List;

/**
 * The settings of a training, the section {@code train}. Others are made from {@link #defaults()}:
 *
 * <pre>{@code
 * TrainConfig.defaults().withIterations(100).withBatch(2, 2).withPatch(64, 64)
 * }</pre>
 *
 * @param iterations the number of steps
 * @param batch number and size of a step's images
 * @param update the optimiser
 * @param rate the learning rate
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints beside those of validations; 0 for none
 * @param guard the treatment of large and of non-finite gradients
 * @param start the weights that the training starts with
 * @param memory the ways to do with less memory
 * @param precision the numbers that convolutions and matrix products multiply
 */
public record TrainConfig(
    @Doc("steps") @Min(1) int iterations,
    @Inline BatchShape batch,
    @Inline OptimizerConfig update,
    @Inline ScheduleConfig rate,
    @Doc("steps between validations") @Min(1) int validateEvery,
    @Doc(
            "steps between checkpoints to resume from, in addition to those of every validation; 0 for none")
        @Min(0)
        int checkpointEvery,
    @Inline GuardConfig guard,
    @Inline StartConfig start,
    @Inline MemoryConfig memory,
    @Doc(
            "numbers that convolutions and matrix products multiply: whole, rounded by a GPU to TensorFloat-32, which is faster there, or rounded to bfloat16 on every device; sums, weights and losses are float32 in any case")
        Precision precision)
    implements Checked {

  /** The authors' 2-D recipe. */
  public static TrainConfig defaults() {
    return new TrainConfig(
        30000,
        BatchShape.defaults(),
        OptimizerConfig.defaults(),
        ScheduleConfig.defaults(),
        200,
        0,
        GuardConfig.defaults(),
        StartConfig.defaults(),
        MemoryConfig.defaults(),
        Precision.FLOAT32);
  }

  /** Spatial size of training images in pixels, one entry per axis. */
  public List<Integer> patch() {
    return batch.patch();
  }

  /** This training with another number of steps. */
  public TrainConfig withIterations(int other) {
    return new TrainConfig(
        other,
        batch,
        update,
        rate,
        validateEvery,
        checkpointEvery,
        guard,
        start,
        memory,
        precision);
  }

  /** This training with other numbers of labelled and unlabelled images per step. */
  public TrainConfig withBatch(int labeled, int unlabeled) {
    return with(new BatchShape(labeled, unlabeled, batch.patch()));
  }

  /** This training for images of another size, one entry per axis. */
  public TrainConfig withPatch(List<Integer> patch) {
    return with(batch.withPatch(patch));
  }

  /** This training for images of another size, in rows and columns. */
  public TrainConfig withPatch(int rows, int columns) {
    return withPatch(List.of(rows, columns));
  }

  private TrainConfig with(BatchShape other) {
    return new TrainConfig(
        iterations,
        other,
        update,
        rate,
        validateEvery,
        checkpointEvery,
        guard,
        start,
        memory,
        precision);
  }

  /** This training with another optimiser. */
  public TrainConfig withUpdate(OptimizerConfig other) {
    return new TrainConfig(
        iterations,
        batch,
        other,
        rate,
        validateEvery,
        checkpointEvery,
        guard,
        start,
        memory,
        precision);
  }

  /** This training with another learning rate. */
  public TrainConfig withRate(ScheduleConfig other) {
    return new TrainConfig(
        iterations,
        batch,
        update,
        other,
        validateEvery,
        checkpointEvery,
        guard,
        start,
        memory,
        precision);
  }

  /** This training with another number of steps between validations. */
  public TrainConfig withValidateEvery(int steps) {
    return new TrainConfig(
        iterations, batch, update, rate, steps, checkpointEvery, guard, start, memory, precision);
  }

  /** This training with another number of steps between further checkpoints; 0 for none. */
  public TrainConfig withCheckpointEvery(int steps) {
    return new TrainConfig(
        iterations, batch, update, rate, validateEvery, steps, guard, start, memory, precision);
  }

  /** This training with another treatment of large and of non-finite gradients. */
  public TrainConfig withGuard(GuardConfig other) {
    return new TrainConfig(
        iterations,
        batch,
        update,
        rate,
        validateEvery,
        checkpointEvery,
        other,
        start,
        memory,
        precision);
  }

  /** This training on other weights. */
  public TrainConfig withStart(StartConfig other) {
    return new TrainConfig(
        iterations,
        batch,
        update,
        rate,
        validateEvery,
        checkpointEvery,
        guard,
        other,
        memory,
        precision);
  }

  /** This training with other ways to do with less memory. */
  public TrainConfig withMemory(MemoryConfig other) {
    return new TrainConfig(
        iterations,
        batch,
        update,
        rate,
        validateEvery,
        checkpointEvery,
        guard,
        start,
        other,
        precision);
  }

  /** A step compiled for this training's memory. */
  public Compilation withinMemory(Compilation step) {
    return step.inParts(memory.accumulate()).recomputing(memory.recompute() == Recompute.BLOCKS);
  }

  @Override
  public void check(Rules rules) {
    int parts = memory.accumulate();
    rules.must(
        batch.labeledBatch() % parts == 0 && batch.unlabeledBatch() % parts == 0
            || rules.unread("labeled_batch", "unlabeled_batch"),
        "accumulate",
        "divide train.labeled_batch and train.unlabeled_batch, which are %d and %d"
            .formatted(batch.labeledBatch(), batch.unlabeledBatch()),
        parts);
    rules.must(
        rate.warmup() < iterations || rate.warmup() <= 0 || rules.unread("iterations", "warmup"),
        "warmup",
        "be below train.iterations, which is " + iterations,
        rate.warmup());
  }
}
