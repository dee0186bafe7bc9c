package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The baseline: the backbone alone on labelled images, {@code loss = (ce + dice) / 2}.
 *
 * @param network the backbone
 */
public record Supervised(SegmentationNetwork network) implements Method {
  /** What the configuration calls it. */
  public static final String NAME = "supervised";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<VariableSpec> variables() {
    return network.variables();
  }

  @Override
  public boolean usesUnlabeled() {
    return false;
  }

  @Override
  public int trainingPasses(String variable) {
    return 1;
  }

  @Override
  public Program trainingProgram() {
    return this::losses;
  }

  private Map<String, Tensor> losses(Scope scope, Map<String, Tensor> inputs) {
    Ops ops = scope.ops();
    Tensor logits = network.apply(scope, inputs.get(Batch.IMAGE_LABELED)).logits();
    SupervisedLosses losses =
        SupervisedLosses.ofLabels(ops, logits, inputs.get(Batch.LABEL_LABELED));
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, losses.mean(ops));
    terms.put("ce", losses.crossEntropy());
    terms.put("dice", losses.dice());
    return terms;
  }
}
