package dev.icl.bench.speed;

import dev.icl.core.config.TrainConfig;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Engine;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.optim.Sgd;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.Method;
import dev.icl.modules.method.TrainingStep;
import java.util.HashMap;
import java.util.Map;

/**
 * Training steps of a method, as the trainer makes them from the middle of a training on, on
 * variables that are already there.
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
        HostTensor.scalar(config.learningRate()),
        key,
        config.iterations() / 2);
  }

  /** What the trainer has a method's program compiled to. */
  static Compilation training(TrainConfig config) {
    return Compilation.training(Method.OBJECTIVE, new Sgd(config.momentum(), config.weightDecay()))
        .guarded(GradientGuard.REPORT);
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

  @Override
  public void close() {
    step.close();
  }
}
