package dev.icl.modules.method;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.NetworkOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link Icl} with copy-paste: ICL's objective plus {@code w(t) · (ce + dice) / 2} of images that
 * are mixed as in {@link BidirectionalCopyPaste}, {@code w} a {@link RampUp}. The pseudo labels are
 * the arg max of the backbone itself in the same step: there is no teacher, no cleaning and no
 * pre-training. A combination of this project, not a published one.
 */
public final class IclCopyPaste extends BackboneMethod {
  /** The name in the configuration. */
  public static final String NAME = "icl+copy-paste";

  private final Icl icl;
  private final CopyPasteConfig config;
  private final RampUp rampUp;

  /**
   * @param icl what copy-paste is added to
   * @param config size of the box, weight of pseudo labels
   * @param unsupervised weight and ramp-up
   * @param iterations of the training
   */
  public IclCopyPaste(
      Icl icl, CopyPasteConfig config, UnsupervisedConfig unsupervised, int iterations) {
    super(NAME, icl.network(), icl.variables());
    this.icl = icl;
    this.config = config;
    this.rampUp = RampUp.of(unsupervised, iterations);
  }

  @Override
  public boolean pairsImages() {
    return true;
  }

  @Override
  public StepInputs stepInputs() {
    return rampUp.input().and(new PasteMask(config.ratio()));
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    IclOutputs outputs = icl.step().forward(scope, inputs);
    Tensor logits = outputs.unlabeled().map(NetworkOutput::logits).orElseThrow();
    Tensor pseudo = ops.argmax(ops.stopGradient(logits), 1);
    MixedLosses mixed = MixedLosses.ofBothWays(scope, network(), inputs, pseudo, config);
    Tensor weighted = ops.mul(mixed.mean(ops), inputs.get(RampUp.WEIGHT));
    Map<String, Tensor> terms = new LinkedHashMap<>();
    terms.put(OBJECTIVE, ops.add(outputs.losses().total(), weighted));
    terms.putAll(outputs.losses().terms());
    terms.put("mix_ce", mixed.crossEntropy());
    terms.put("mix_dice", mixed.dice());
    return terms;
  }
}
