package dev.icl.modules.method;

import dev.icl.core.engine.EvaluationScope;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.Kept;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.Optional;

/**
 * The class probabilities of weak views that strong ones are taught by: the network's own, or those
 * of a {@link Teacher} at test time, which follows parameters and running statistics.
 *
 * @param network the backbone
 * @param teacher empty where the network teaches itself
 */
record WeakLabels(SegmentationNetwork network, Optional<Teacher> teacher) {
  /** Those that a configuration names. */
  static WeakLabels of(SegmentationNetwork network, StrongConfig config) {
    return new WeakLabels(
        network,
        config.targets() == Targets.TEACHER ? Optional.of(new Teacher(network)) : Optional.empty());
  }

  /** Variables with those of the teacher behind them, if there is one. */
  List<VariableSpec> besides(List<VariableSpec> others) {
    return teacher.map(t -> t.besides(others)).orElse(others);
  }

  /**
   * Settings that go with it.
   *
   * @param config of the method
   * @param method its name
   * @throws dev.icl.core.error.UserException if a teacher is to be kept and there is none
   */
  UnsupervisedConfig fitting(UnsupervisedConfig config, String method) {
    return teacher.isPresent() ? config : config.withoutTeacher(method);
  }

  /** The copy that is validated, saved and predicted with. */
  Kept kept(UnsupervisedConfig config) {
    return teacher
        .filter(t -> config.keep() == KeptCopy.TEACHER)
        .map(Teacher::kept)
        .orElseGet(() -> Kept.student(network));
  }

  /** The prefix of the teacher's variables, if there is one. */
  List<String> copies() {
    return teacher.map(Teacher::prefix).stream().toList();
  }

  /** The decay of the teacher, if there is one. */
  StepInputs inputs(double emaDecay) {
    return teacher.isPresent() ? Teacher.decayInput(emaDecay) : StepInputs.NONE;
  }

  /** Moves the teacher: the first thing of a step. */
  void follow(Scope scope, ProgramInputs inputs) {
    teacher.ifPresent(t -> t.followWithStatistics(scope, inputs.get(Teacher.DECAY)));
  }

  /**
   * Probabilities of images that only labels are wanted of, at test time.
   *
   * @param scope operations and variables
   * @param images weak views, {@code [M, channels, spatial]}
   * @return constants, {@code [M, classes, spatial]}
   */
  Tensor probabilities(Scope scope, Tensor images) {
    Scope evaluation = new EvaluationScope(scope);
    Tensor logits =
        teacher
            .map(t -> t.logits(evaluation, images))
            .orElseGet(() -> network.apply(new FrozenScope(evaluation), images).logits());
    return scope.ops().softmax(logits, 1);
  }

  /**
   * Probabilities of the weak views that the student sees, too.
   *
   * @param scope operations and variables
   * @param images the weak views, {@code [M, channels, spatial]}
   * @param student the student's class scores of them, {@code [M, classes, spatial]}
   * @return constants of that shape
   */
  Tensor probabilities(Scope scope, Tensor images, Tensor student) {
    Ops ops = scope.ops();
    return teacher.isPresent()
        ? probabilities(scope, images)
        : ops.softmax(ops.stopGradient(student), 1);
  }
}
