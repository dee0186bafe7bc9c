package dev.icl.bench.speed;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.data.batch.TwoStreamBatchSource;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.TrainingStep;
import dev.icl.modules.train.TrainConfig;
import java.util.HashMap;
import java.util.Map;

/**
 * Training steps of a method, as the trainer makes them at the end of a training, on variables that
 * are already there: a method that changes its step has made its last change by then, and it is
 * that step whose operations {@link dev.icl.modules.method.StepTrace#flops} counts.
 */
final class Stepper implements AutoCloseable {
  private final TrainingStep step;
  private final HostTensor learningRate;
  private final RandomKey key;
  private int iteration;

  private Stepper(TrainingStep step, HostTensor learningRate, RandomKey key, int iteration) {
    this.step = step;
    this.learningRate = learningRate;
    this.key = key;
    this.iteration = iteration;
  }

  static Stepper on(Engine engine, Method method, TrainConfig config, RandomKey key) {
    return new Stepper(
        method.stepOn(engine, training(config)),
        HostTensor.scalar(config.rate().learningRate()),
        key,
        config.iterations());
  }

  /** The settings with which the trainer compiles a method's program. */
  static Compilation training(TrainConfig config) {
    return config.withinMemory(
        Compilation.training(Method.OBJECTIVE, config.update().create())
            .guarded(GradientGuard.REPORT));
  }

  /**
   * One step: forward, backward, update, losses copied back.
   *
   * @param batch the method's inputs
   * @return nanoseconds
   */
  long run(Map<String, HostTensor> batch) {
    long start = System.nanoTime();
    Map<String, HostTensor> inputs = new HashMap<>(batch);
    inputs.put(Optimizer.LEARNING_RATE, learningRate);
    step.run(iteration, inputs, key.child(iteration));
    iteration++;
    return System.nanoTime() - start;
  }

  /**
   * A short training on fresh batches: the share of its time that it waited for one.
   *
   * @param source of the method's inputs; one batch is used before the time counts
   */
  double waitingShare(TwoStreamBatchSource source, int steps) {
    run(source.next().tensors());
    long waited = source.waited().nanoseconds();
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      run(source.next().tensors());
    }
    return (double) (source.waited().nanoseconds() - waited) / (System.nanoTime() - start);
  }

  /** Floating-point operations of a step on such a batch. */
  static long flops(Method method, Map<String, HostTensor> batch, TrainConfig config) {
    return method.trace(batch).flops(training(config));
  }

  @Override
  public void close() {
    step.close();
  }
}
