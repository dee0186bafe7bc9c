package dev.icl.bench.conformance;

import dev.icl.core.batch.Batch;
import dev.icl.core.batch.BatchRequest;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.loss.CrossEntropyLoss;
import dev.icl.core.loss.Prediction;
import dev.icl.core.loss.Target;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.method.BackboneMethod;
import dev.icl.modules.method.Method;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A step on labelled images alone, with the loss of UA-MT's program for left atria: half of cross
 * entropy plus the Dice of class 1.
 */
final class SupervisedFixtureStep extends BackboneMethod implements FixtureStep {
  private static final CrossEntropyLoss CROSS_ENTROPY = new CrossEntropyLoss();
  private static final String LOSS = "loss/";
  private static final String TOTAL = "total";
  private static final double SMOOTH = 1e-5;

  SupervisedFixtureStep(SegmentationNetwork network) {
    super("supervised", network);
  }

  @Override
  public Method method() {
    return this;
  }

  @Override
  public BatchRequest batch() {
    return BatchRequest.labeledOnly();
  }

  @Override
  public Map<String, Tensor> outputs(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor logits = network().apply(scope, inputs.get(Batch.IMAGE_LABELED)).logits();
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("out/logits_lab", logits);
    Prediction prediction = new Prediction(ops, logits);
    Target target = Target.labels(ops, inputs.get(Batch.LABEL_LABELED), network().classes());
    Tensor crossEntropy = CROSS_ENTROPY.apply(ops, prediction, target);
    Tensor dice = dice(ops, prediction, target);
    Tensor total = ops.mul(ops.add(crossEntropy, dice), 0.5);
    outputs.put(Method.OBJECTIVE, total);
    outputs.put(LOSS + TOTAL, total);
    outputs.put(LOSS + "ce", crossEntropy);
    outputs.put(LOSS + "dice", dice);
    return outputs;
  }

  /** Of class 1 against all others, however many there are, sums over the whole batch. */
  private static Tensor dice(Ops ops, Prediction prediction, Target target) {
    Tensor p = one(ops, prediction.probabilities());
    Tensor t = one(ops, target.values());
    Tensor overlap = ops.sum(ops.mul(p, t), false);
    Tensor squares = ops.add(ops.sum(ops.square(p), false), ops.sum(ops.square(t), false));
    Tensor coefficient = ops.div(ops.add(ops.mul(overlap, 2), SMOOTH), ops.add(squares, SMOOTH));
    return ops.add(ops.neg(coefficient), 1);
  }

  /** {@code [N, classes, spatial] → [N, 1, spatial]}. */
  private static Tensor one(Ops ops, Tensor x) {
    int[] begin = new int[x.shape().rank()];
    begin[1] = 1;
    return ops.slice(x, begin, x.shape().with(1, 1));
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Map<String, Tensor> terms = new LinkedHashMap<>();
    outputs(scope, inputs)
        .forEach(
            (name, value) -> {
              if (name.equals(OBJECTIVE)) {
                terms.put(name, value);
              } else if (name.startsWith(LOSS) && !name.equals(LOSS + TOTAL)) {
                terms.put(name.substring(LOSS.length()), value);
              }
            });
    return terms;
  }
}
