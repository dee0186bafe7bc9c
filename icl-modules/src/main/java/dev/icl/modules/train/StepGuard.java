package dev.icl.modules.train;

import dev.icl.core.batch.Batch;
import dev.icl.core.checkpoint.CheckpointInfo;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Variables;
import dev.icl.core.error.UserException;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.method.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy of a training for values that are not finite: it stops, or it counts the batches that
 * the engine left out.
 */
final class StepGuard {
  private final TrainConfig config;
  private final boolean writes;
  private int skipped;

  /**
   * @param config of the training
   * @param writes whether this process writes down what there is to know of such a step
   */
  StepGuard(TrainConfig config, boolean writes) {
    this.config = config;
    this.writes = writes;
  }

  /** The step with what the configuration asks for between gradients and optimiser. */
  Compilation guarded(Compilation step) {
    return step.guarded(
        new GradientGuard(
            config.guard().clipNorm(), config.guard().nonFinite() == NonFinitePolicy.SKIP));
  }

  /**
   * Goes on counting where a training stopped.
   *
   * @throws UserException if the checkpoint tells a number that is none
   */
  void resume(CheckpointInfo info) {
    skipped = info.facts().get(TrainingFacts.SKIPPED).orElse(0);
  }

  /** The number of steps that were skipped so far. */
  int skipped() {
    return skipped;
  }

  /** Goes on counting where another process is. */
  void resume(int count) {
    skipped = count;
  }

  /** The facts for a checkpoint, with the skipped steps counted if there are any. */
  CheckpointInfo noted(CheckpointInfo info) {
    return skipped == 0 ? info : info.with(TrainingFacts.SKIPPED, skipped);
  }

  /**
   * A step's numbers: the objective first, then its terms, then the norm of the gradients where
   * they are clipped.
   */
  static Map<String, Double> losses(Map<String, HostTensor> outputs) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put(Method.OBJECTIVE, EngineRules.output(outputs, Method.OBJECTIVE).item());
    outputs.forEach(
        (name, value) -> {
          if (!isFlag(name)) {
            losses.putIfAbsent(name, value.item());
          }
        });
    return losses;
  }

  /**
   * Looks at what a step gave.
   *
   * @param outputs of the step's program
   * @param iteration the step, from 1
   * @return empty for a step that is as it should be
   * @throws UserException if it is not and the training is to stop; what there is to know of it is
   *     in the folder then
   */
  Optional<SkippedStep> check(
      Map<String, HostTensor> outputs,
      int iteration,
      double rate,
      Batch batch,
      Variables variables,
      Path folder) {
    List<String> broken = new ArrayList<>();
    outputs.keySet().stream()
        .filter(name -> name.startsWith(GradientGuard.BROKEN))
        .forEach(name -> broken.add(name.substring(GradientGuard.BROKEN.length())));
    boolean leftOut = outputs.containsKey(GradientGuard.SKIPPED);
    Optional<NonFiniteStep> fault =
        NonFiniteStep.in(losses(outputs), broken, leftOut, iteration, rate, batch);
    if (fault.isPresent()) {
      if (!leftOut || skipped >= config.guard().nonFiniteLimit()) {
        throw stopping(fault.get(), batch, variables, folder);
      }
      return Optional.of(skipped(fault.get(), batch, folder));
    }
    return Optional.empty();
  }

  private SkippedStep skipped(NonFiniteStep fault, Batch batch, Path folder) {
    skipped++;
    if (writes) {
      fault.writeSkipped(folder, skipped, batch);
    }
    return new SkippedStep(skipped, config.guard().nonFiniteLimit(), fault.reason(), fault.cases());
  }

  private UserException stopping(
      NonFiniteStep fault, Batch batch, Variables variables, Path folder) {
    UserException refusal =
        fault.refusal(config.iterations(), config.rate().learningRate(), skipped, folder);
    try {
      if (writes) {
        fault.write(folder, batch, variables);
      }
    } catch (UserException e) {
      refusal.addSuppressed(e);
    }
    return refusal;
  }

  private static boolean isFlag(String output) {
    return output.equals(GradientGuard.SKIPPED) || output.startsWith(GradientGuard.BROKEN);
  }
}
