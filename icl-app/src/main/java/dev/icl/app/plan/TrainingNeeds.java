package dev.icl.app.plan;

import dev.icl.core.cost.CostModel;
import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.method.BlackBatch;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.PretrainedStart;
import dev.icl.modules.method.Pretraining;
import dev.icl.modules.train.TrainConfig;
import java.util.Collection;
import java.util.Locale;

/**
 * The memory and the disk space that a training takes, estimated from the shapes of its step.
 *
 * @param state bytes of all variables and of what the optimiser keeps of them
 * @param gradients bytes of a gradient of every parameter
 * @param activations bytes of the results of a step's forward pass, all of them, or of those of one
 *     micro-batch
 * @param kept bytes of the network that is kept
 * @param pretrained bytes of the best state of a pre-training that the rest begins with; 0 for none
 */
public record TrainingNeeds(
    long state, long gradients, long activations, long kept, long pretrained) {
  /** Bytes of Java, its heap and an engine's library, without a network. */
  public static final long PROGRAM = 400L << 20;

  /** Both states on disk, and one that is being written. */
  private static final int STATES = 3;

  /** The networks at the end and where validation was best. */
  private static final int NETWORKS = 2;

  /** The best state of a pre-training, and the one before. */
  private static final int PRETRAINED = 2;

  /** The needs of a training; nothing is computed and no scan is read. */
  public static TrainingNeeds of(TrainingPlan plan) {
    return of(plan, 1);
  }

  /**
   * The needs of one of several processes that share the images of a step.
   *
   * @param plan of the training
   * @param processes that train together, at least 1
   */
  public static TrainingNeeds of(TrainingPlan plan, int processes) {
    Method method = plan.method();
    TrainConfig train = plan.config().train();
    long state = LeastMemory.bytes(method, train.update().create());
    return new TrainingNeeds(
        state,
        CostModel.parameters(method.variables()) * Float.BYTES,
        method
            .trace(
                BlackBatch.of(
                    method,
                    train.batch().part(processes * train.memory().accumulate()),
                    plan.dataset().channels()))
            .activationBytes(),
        bytes(method.kept().saved()),
        pretrained(method, state - bytes(method.variables())));
  }

  /** As {@code CheckpointFolder} has it in {@code pretrained.safetensors}. */
  private static long pretrained(Method method, long optimizer) {
    return method
        .pretraining()
        .filter(Pretraining::continuesFromBest)
        .map(
            phase ->
                bytes(method.network().variables())
                    + (phase.start() == PretrainedStart.BEST ? optimizer : 0))
        .orElse(0L);
  }

  /** An estimate of the most memory that the process holds, in bytes. */
  public long memory() {
    return PROGRAM + state + gradients + activations;
  }

  /** An upper bound of the files in the folder of the training, without its log, in bytes. */
  public long disk() {
    return STATES * state + NETWORKS * kept + PRETRAINED * pretrained;
  }

  /** {@code about 1.2 GiB of memory and at most 80 MiB of disk}. */
  public String text() {
    return "about %s of memory and at most %s of disk".formatted(size(memory()), size(disk()));
  }

  /** A number of bytes for people, in MiB or GiB. */
  public static String size(long bytes) {
    double mebibytes = bytes / (double) (1 << 20);
    return mebibytes < 1000
        ? String.format(Locale.ROOT, "%.0f MiB", Math.max(1, mebibytes))
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }

  private static long bytes(Collection<VariableSpec> variables) {
    return variables.stream().mapToLong(v -> v.shape().numel() * v.dtype().bytes()).sum();
  }
}
