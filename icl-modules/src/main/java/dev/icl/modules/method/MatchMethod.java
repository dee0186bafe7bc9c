package dev.icl.modules.method;

import dev.icl.core.batch.BatchRequest;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;

/** The base of {@link UniMatch} and of what it is added to: a subclass is its losses. */
abstract class MatchMethod extends BackboneMethod {
  private final WeakLabels labels;
  private final StrongViews strong;
  private final UnsupervisedConfig unsupervised;
  private final int iterations;

  /**
   * @param name as the configuration has it
   * @param network the backbone
   * @param variables the backbone's first, then the method's own, without a teacher's
   * @param strong the strong views
   * @param unsupervised weight, ramp-up and teacher
   * @param iterations of the training
   * @throws dev.icl.core.error.UserException if a teacher is to be kept and there is none
   */
  MatchMethod(
      String name,
      SegmentationNetwork network,
      List<VariableSpec> variables,
      StrongViews strong,
      UnsupervisedConfig unsupervised,
      int iterations) {
    super(name, network, WeakLabels.of(network, strong.config()).besides(variables));
    this.labels = WeakLabels.of(network, strong.config());
    this.strong = strong;
    this.unsupervised = labels.fitting(unsupervised, name);
    this.iterations = iterations;
  }

  @Override
  public final Kept kept() {
    return labels.kept(unsupervised);
  }

  @Override
  public final List<String> copies() {
    return labels.copies();
  }

  @Override
  public final BatchRequest batch() {
    return strong.batch();
  }

  @Override
  public final StepInputs stepInputs() {
    return RampUp.of(unsupervised, iterations)
        .input()
        .and(labels.inputs(unsupervised.emaDecay()))
        .and(strong.boxes());
  }

  /** The strong views. */
  final StrongViews strong() {
    return strong;
  }

  /**
   * The passes of a step.
   *
   * @param scope operations and variables
   * @param inputs the tensors of {@link #batch} and {@link #stepInputs}
   * @param features whether features are disturbed
   */
  final MatchPasses passes(Scope scope, ProgramInputs inputs, boolean features) {
    return MatchPasses.of(scope, network(), inputs, labels, strong, features);
  }
}
