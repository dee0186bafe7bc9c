package dev.icl.modules.method;

import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.PrefixedNetwork;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the backbone whose parameters are an exponential moving average of the student's.
 * Tarvainen and Valpola, <i>Mean teachers are better role models</i>, NeurIPS 2017, equation 2.
 *
 * <p>Its variables are the backbone's with {@code teacher.} before their names, all of them
 * buffers: no gradient reaches them and no optimiser touches them. A step begins with {@link
 * #follow}, which takes up what the optimiser did in the step before: that is the update after
 * every step of the published programs, without the one after the last.
 *
 * @param network the backbone
 * @param prefix before the names of its variables
 */
public record Teacher(SegmentationNetwork network, String prefix) {
  /** The prefix of a method's only teacher. */
  public static final String PREFIX = "teacher.";

  /** The input that says how much of itself the teacher keeps, a float32 scalar. */
  public static final String DECAY = "ema_decay";

  /**
   * A method's only teacher.
   *
   * @param network the backbone
   */
  public Teacher(SegmentationNetwork network) {
    this(network, PREFIX);
  }

  /** Its variables, in the order of the backbone's. */
  public List<VariableSpec> variables() {
    return copy().variables().stream()
        .map(
            spec ->
                new VariableSpec(
                    spec.name(),
                    spec.dtype(),
                    spec.shape(),
                    VariableKind.BUFFER,
                    spec.initializer()))
        .toList();
  }

  /** A method's variables with the teacher's own behind them. */
  public List<VariableSpec> besides(List<VariableSpec> others) {
    return Stream.concat(others.stream(), variables().stream()).toList();
  }

  /** Moves the parameters: {@code teacher ← decay · teacher + (1 − decay) · student}. */
  public void follow(Scope scope, Tensor decay) {
    follow(scope, decay, false);
  }

  /** Moves the parameters and the running statistics of normalisation layers. */
  public void followWithStatistics(Scope scope, Tensor decay) {
    follow(scope, decay, true);
  }

  private void follow(Scope scope, Tensor decay, boolean statistics) {
    Ops ops = scope.ops();
    Scope students = new FrozenScope(scope);
    Tensor rest = ops.add(ops.neg(decay), 1);
    for (VariableSpec spec : network.variables()) {
      boolean averaged = spec.kind() == VariableKind.PARAMETER || statistics;
      // whole numbers are counters and indices
      if (averaged && spec.dtype().isFloating()) {
        String name = prefix + spec.name();
        Tensor kept = ops.mul(scope.variable(name), decay);
        scope.assign(name, ops.add(kept, ops.mul(students.variable(spec.name()), rest)));
      }
    }
  }

  /**
   * Class scores as constants; in training with dropout and the batch's statistics, and with
   * running statistics of its own.
   *
   * @param images {@code [N, channels, spatial]}
   */
  public Tensor logits(Scope scope, Tensor images) {
    return copy().apply(new FrozenScope(scope), images).logits();
  }

  /** The result of {@link Method#kept} that has it in the place of the student. */
  Kept kept() {
    return new Kept(network, List.of(prefix));
  }

  private PrefixedNetwork copy() {
    return new PrefixedNetwork(network, prefix);
  }

  /**
   * {@link #DECAY} of Mean Teacher: at first the true average of all steps, {@code min(1 − 1 / t,
   * most)} at step {@code t}; 1 at step 0, when there is nothing to follow yet.
   */
  public static double decayAt(int iteration, double most) {
    return iteration == 0 ? 1 : Math.min(1 - 1.0 / iteration, most);
  }

  /** That decay as an input of every step. */
  public static StepInputs decayInput(double most) {
    HostTensor value = HostTensor.scalar(0);
    return (iteration, key, inputs) -> {
      value.set(0, decayAt(iteration, most));
      inputs.put(DECAY, value);
    };
  }
}
