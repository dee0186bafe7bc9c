package dev.icl.modules.method;

import dev.icl.core.cost.CostModel;
import dev.icl.core.cost.CostReport;
import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.nn.BatchNorm;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a method's steps that follow from its programs: floating-point operations, and
 * how often each layer of batch normalisation is passed. The programs of a step are run one after
 * the other over shapes alone ({@link CostModel}). Nothing is computed on an engine. Not for
 * several threads at once.
 */
public final class StepTrace {
  private final Method method;
  private final Map<String, HostTensor> batch;
  private final int changed;
  private @Nullable Map<String, Integer> before;
  private @Nullable Map<String, Integer> after;

  /**
   * @param method whose steps
   * @param batch the tensors of a {@link dev.icl.core.batch.Batch}; only their shapes matter
   */
  public StepTrace(Method method, Map<String, HostTensor> batch) {
    this.method = method;
    this.batch = batch;
    this.changed = method.pretraining().map(Pretraining::iterations).orElse(0);
  }

  /**
   * Floating-point operations of a step; with a pre-training, of one after it.
   *
   * @param compilation a training step of {@link Method#OBJECTIVE}
   */
  public long flops(Compilation compilation) {
    return report(changed, compilation).flops();
  }

  /**
   * Bytes of all results of a step's forward pass together, of the larger one with a pre-training:
   * a bound of what is kept for the gradient.
   */
  public long activationBytes() {
    long last = report(changed, Compilation.forward()).activationBytes();
    return changed == 0 ? last : Math.max(last, report(0, Compilation.forward()).activationBytes());
  }

  /**
   * The number of passes of training steps through a layer of batch normalisation, which is added
   * to its {@code num_batches_tracked}.
   *
   * @param counter the name of that variable
   * @param from the first step, counted from 0
   * @param to the one behind the last
   */
  public long passes(String counter, int from, int to) {
    String statistic = BatchNorm.runningMeanBeside(counter);
    long early = Math.max(0, Math.min(to, changed) - from);
    long late = Math.max(0, to - Math.max(from, changed));
    long passes = 0;
    if (early > 0) {
      if (before == null) {
        before = normalisations(0);
      }
      passes += early * before.getOrDefault(statistic, 0);
    }
    if (late > 0) {
      if (after == null) {
        after = normalisations(changed);
      }
      passes += late * after.getOrDefault(statistic, 0);
    }
    return passes;
  }

  /**
   * Runs the programs of a step over shapes; with a pre-training, those of a step of each kind.
   *
   * @throws IllegalArgumentException if an operation refuses its operands
   */
  public void dryRun() {
    report(0, Compilation.forward());
    if (changed > 0) {
      report(changed, Compilation.forward());
    }
  }

  private Map<String, Integer> normalisations(int iteration) {
    return report(iteration, Compilation.forward()).normalisations();
  }

  private CostReport report(int iteration, Compilation compilation) {
    Map<String, HostTensor> inputs = new HashMap<>(batch);
    StepInputs added = method.stepInputs();
    added.fill(iteration, RandomKey.of(0), inputs);
    added.fillShared(iteration, RandomKey.of(0), inputs);
    Program step = inOrder(method.programs(iteration));
    return new CostModel()
        .measure(step, method.variables(), CostModel.Input.of(inputs), compilation);
  }

  /** Programs as one, whose outputs are those of the last. */
  private static Program inOrder(List<Program> programs) {
    return (scope, inputs) -> {
      Map<String, Tensor> known = new HashMap<>(inputs.asMap());
      Map<String, Tensor> outputs = Map.of();
      for (Program program : programs) {
        outputs = program.apply(scope, ProgramInputs.of(known));
        known.putAll(outputs);
      }
      return outputs;
    };
  }
}
