package dev.icl.modules.method;

import dev.icl.core.engine.EvaluationScope;
import dev.icl.core.engine.FrozenScope;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.ops.Ops;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two moving averages of the backbone that take turns: in its turn a teacher follows the backbone,
 * parameters and running statistics, and passes images as in training; the other one stays as it is
 * and passes them as at test time. A turn lasts 1 to {@code longest} steps, each number as likely.
 *
 * <p>Whose turn it is and for how long are variables, so that they go on in a resumed training: at
 * the beginning of a step that ends a turn of {@code n} steps with probability {@code 1 / (longest
 * − n + 1)}, which is what makes all numbers as likely, a draw of the JVM decides. Counters of
 * batch normalisation stand still in both.
 *
 * @param network the backbone
 * @param longest the most steps of a turn, at least 1
 */
record TwoTeachers(SegmentationNetwork network, int longest) {
  /** The prefix of the first teacher's variables. */
  static final String FIRST = "teacher1.";

  /** The prefix of the second teacher's variables. */
  static final String SECOND = "teacher2.";

  /** The variable that is 1 in the second teacher's turn and 0 in the first's, a float32 scalar. */
  static final String TURN = "turn.second";

  /** The variable that counts the steps of the turn before this one, a float32 scalar. */
  static final String AGE = "turn.steps";

  /** The draw that decides whether a turn ends, uniform in [0, 1). */
  static final String DRAW = "turn_draw";

  /** The variables of both, and those of the turn. */
  List<VariableSpec> variables() {
    return Stream.of(
            new Teacher(network, FIRST).variables(),
            new Teacher(network, SECOND).variables(),
            List.of(scalar(TURN), scalar(AGE)))
        .flatMap(List::stream)
        .toList();
  }

  private static VariableSpec scalar(String name) {
    return new VariableSpec(
        name, DType.F32, Shape.scalar(), VariableKind.BUFFER, Initializers.zeros());
  }

  /**
   * The share of itself that the teacher keeps whose turn it is: nothing in the first {@code 2 ·
   * longest} steps, in which each has its first turn, then the true average of every other step, up
   * to {@code most}; 1 at step 0, when there is nothing to follow yet.
   */
  double decayAt(int iteration, double most) {
    if (iteration == 0) {
      return 1;
    }
    int steps = (iteration - 1) / 2 - longest;
    return steps < 0 ? 0 : Math.min(1 - 1.0 / (steps + 1), most);
  }

  /** That decay, and what decides whether a turn ends. */
  StepInputs inputs(double most) {
    return new TurnInputs(this, most);
  }

  /**
   * Moves the teacher whose turn the step before was, and ends that turn or not.
   *
   * @return whether it is the second teacher's turn, a boolean scalar
   */
  Tensor begin(Scope scope, ProgramInputs inputs) {
    Ops ops = scope.ops();
    Tensor second = scope.variable(TURN);
    Tensor rest = ops.add(ops.neg(inputs.get(Teacher.DECAY)), 1);
    Tensor restOfSecond = ops.mul(rest, second);
    new Teacher(network, FIRST)
        .followWithStatistics(scope, complement(ops, ops.sub(rest, restOfSecond)));
    new Teacher(network, SECOND).followWithStatistics(scope, complement(ops, restOfSecond));
    // 1 but at step 0 and in all micro-batches but the first, when nothing moves
    Tensor moves = ops.cast(ops.greater(rest, scalar(ops, 0)), DType.F32);
    Tensor age = ops.add(scope.variable(AGE), moves);
    Tensor left = ops.add(ops.neg(age), longest + 1);
    Tensor drawn = ops.less(ops.mul(inputs.get(DRAW), left), scalar(ops, 1));
    Tensor ends = ops.mul(ops.cast(drawn, DType.F32), moves);
    // exclusive or
    Tensor next = ops.sub(ops.add(second, ends), ops.mul(ops.mul(second, ends), 2));
    scope.assign(TURN, next);
    scope.assign(AGE, ops.mul(age, complement(ops, ends)));
    return ops.cast(next, DType.BOOL);
  }

  private static Tensor scalar(Ops ops, double value) {
    return ops.full(DType.F32, Shape.scalar(), value);
  }

  private static Tensor complement(Ops ops, Tensor x) {
    return ops.add(ops.neg(x), 1);
  }

  /** Class probabilities of the teacher whose turn it is, as in training; constants. */
  Tensor active(Scope scope, Tensor second, Tensor images) {
    return probabilities(new ChosenScope(scope, second, FIRST, SECOND), images);
  }

  /** Class probabilities of the other teacher, as at test time; constants. */
  Tensor idle(Scope scope, Tensor second, Tensor images) {
    Scope chosen = new ChosenScope(scope, second, SECOND, FIRST);
    return probabilities(new EvaluationScope(chosen), images);
  }

  private Tensor probabilities(Scope scope, Tensor images) {
    return scope.ops().softmax(network.apply(new FrozenScope(scope), images).logits(), 1);
  }
}
