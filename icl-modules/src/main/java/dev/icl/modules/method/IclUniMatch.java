package dev.icl.modules.method;

import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.Resize;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Icl} on top of {@link UniMatch}: ICL's objective, whose proxies see labelled and weak
 * images alone, plus {@code w(t)} times what UniMatch learns from unlabelled ones, {@code strong /
 * 2 + feature / 2}. Labelled and weak images pass through the backbone as one batch, as in
 * UniMatch. With a second opinion, a pseudo label counts only where USCL's finest map of the weak
 * view says the same class. A combination of this project, not a published one.
 */
public final class IclUniMatch extends MatchMethod {
  /** The name in the configuration. */
  public static final String NAME = "icl+unimatch";

  /** The term of {@link MapConsistency}. */
  private static final String MAPS = "maps";

  private final Icl icl;
  private final IclUniMatchSettings settings;

  /**
   * @param icl what UniMatch is added to
   * @param settings of what is added
   * @param iterations of the training
   */
  public IclUniMatch(Icl icl, IclUniMatchSettings settings, int iterations) {
    super(
        NAME,
        icl.network(),
        icl.variables(),
        new StrongViews(2, settings.strong()),
        settings.unsupervised(),
        iterations);
    this.icl = icl;
    this.settings = settings;
  }

  @Override
  protected Map<String, Tensor> losses(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    MatchPasses passes = passes(scope, inputs, settings.features());
    IclOutputs outputs =
        icl.step().withProxies(scope, inputs, passes.labeled(), passes.unlabeled());
    Tensor targets =
        settings.secondOpinion()
            ? agreed(ops, passes.targets(), outputs.usclUnlabeled())
            : passes.targets();
    MatchTerms terms = passes.terms(ops, strong(), inputs, targets);
    Tensor weighted = ops.mul(terms.mean(ops), inputs.get(RampUp.WEIGHT));
    Tensor objective = ops.add(outputs.losses().total(), weighted);
    Map<String, Tensor> losses = new LinkedHashMap<>();
    losses.put(OBJECTIVE, objective);
    losses.putAll(outputs.losses().terms());
    losses.putAll(terms.named());
    if (settings.mapConsistency() > 0) {
      List<Tensor> maps = icl.step().usclMaps(scope, passes.strong(), outputs.sspaLabeled());
      Tensor distance = MapConsistency.of(ops, strong(), maps, outputs.usclUnlabeled(), inputs);
      losses.put(MAPS, distance);
      losses.put(OBJECTIVE, ops.add(objective, ops.mul(distance, settings.mapConsistency())));
    }
    return losses;
  }

  /**
   * Probabilities where the finest map has the same most probable class, and −1 elsewhere, which no
   * threshold lets pass, 0 neither.
   *
   * @param ops the operations
   * @param targets {@code [M, classes, spatial]}, constants
   * @param maps of the same images, deep to shallow
   */
  static Tensor agreed(Ops ops, Tensor targets, List<Tensor> maps) {
    Shape spatial = targets.shape().spatial();
    Tensor finest = ops.stopGradient(maps.get(maps.size() - 1));
    Tensor resized = ops.resize(finest, spatial, Resize.LINEAR);
    Tensor same = ops.equal(ops.argmax(resized, 1), ops.argmax(targets, 1));
    Shape mask = targets.shape().with(1, 1);
    Tensor agrees = ops.reshape(ops.cast(same, DType.F32), mask);
    return ops.add(ops.mul(targets, agrees), ops.add(agrees, -1));
  }
}
