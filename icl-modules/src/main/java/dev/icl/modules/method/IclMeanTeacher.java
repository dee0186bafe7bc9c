package dev.icl.modules.method;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.ConsistencyLoss;
import dev.icl.core.loss.SoftmaxMeanSquaredError;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link Icl} with a teacher: the sum of ICL's objective and the weighted consistency of {@link
 * MeanTeacher} between the backbone's unlabelled logits and those of a moving average of the
 * backbone. A combination of this project, not a published one.
 */
public final class IclMeanTeacher extends TeacherMethod {
  /** The name in the configuration. */
  public static final String NAME = "icl+mean-teacher";

  private static final ConsistencyLoss CONSISTENCY = new SoftmaxMeanSquaredError();

  private final Icl icl;
  private final UnsupervisedConfig config;
  private final int iterations;

  /**
   * @param icl what the teacher is added to
   * @param config weight, ramp-up and decay
   * @param iterations of the training
   */
  public IclMeanTeacher(Icl icl, UnsupervisedConfig config, int iterations) {
    super(NAME, icl.network(), icl.variables(), config.keep());
    this.icl = icl;
    this.config = config;
    this.iterations = iterations;
  }

  @Override
  public StepInputs stepInputs() {
    return MeanTeacher.inputs(config, iterations);
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor target = MeanTeacher.targets(scope, teacher(), inputs);
    IclOutputs outputs = icl.step().forwardWithTrainedLogits(scope, inputs);
    Tensor student = outputs.unlabeled().map(NetworkOutput::logits).orElseThrow();
    Tensor consistency = CONSISTENCY.apply(ops, student, target);
    Tensor weighted = ops.mul(consistency, inputs.get(RampUp.WEIGHT));
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, ops.add(outputs.losses().total(), weighted));
    terms.putAll(outputs.losses().terms());
    terms.put("teacher", consistency);
    return terms;
  }
}
