package dev.icl.modules.method;

import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.nn.Initializers;
import dev.icl.core.nn.Parameters;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.FeatureLevel;
import dev.icl.modules.network.NetworkOutput;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose class scores are its parameters: one for each of its passes through a step, in
 * turn. The images of some passes are kept in buffers.
 */
final class StoredLogits implements SegmentationNetwork {
  /** Endings of the names of the scores around a plane. */
  static final String BEFORE = ".before";

  static final String BEHIND = ".behind";

  private final int classes;
  private final List<VariableSpec> variables = new ArrayList<>();
  private final List<Pass> passes = new ArrayList<>();
  private int next;

  /** Rows of a parameter, and where the images go; nowhere if empty. */
  private record Pass(String logits, int first, int count, String seen) {}

  StoredLogits(int classes) {
    this.classes = classes;
  }

  StoredLogits with(String name, Shape shape) {
    variables.add(Parameters.of(name, shape, Initializers.zeros()));
    return this;
  }

  /**
   * Scores of which a parameter is one plane only, the others are a buffer: where a gradient of all
   * would take long.
   *
   * @param name of the parameter; the scores before and behind it are {@code name.before} and
   *     {@code name.behind}
   * @param shape of all scores {@code [N, C, spatial]}
   * @param plane along the first spatial axis, neither the first nor the last
   */
  StoredLogits withPlane(String name, Shape shape, int plane) {
    with(name, shape.with(2, 1));
    rest(name + BEFORE, shape.with(2, plane));
    rest(name + BEHIND, shape.with(2, shape.dim(2) - plane - 1));
    return this;
  }

  private void rest(String name, Shape shape) {
    variables.add(
        new VariableSpec(name, DType.F32, shape, VariableKind.BUFFER, Initializers.zeros()));
  }

  /** A pass that gives all of a parameter. */
  StoredLogits pass(String name) {
    return pass(name, 0, rows(name));
  }

  /** A pass that gives some rows of a parameter. */
  StoredLogits pass(String name, int first, int count) {
    passes.add(new Pass(name, first, count, ""));
    return this;
  }

  /** A pass that gives all of a parameter and keeps its images. */
  StoredLogits pass(String name, String seen, Shape images) {
    rest(seen, images);
    passes.add(new Pass(name, 0, rows(name), seen));
    return this;
  }

  private int rows(String name) {
    return variables.stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape()
        .dim(0);
  }

  @Override
  public String name() {
    return "stored";
  }

  @Override
  public int spatialRank() {
    return 2;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public List<VariableSpec> variables() {
    return variables;
  }

  @Override
  public List<FeatureLevel> features() {
    return List.of();
  }

  @Override
  public List<Integer> divisors() {
    return List.of(1, 1);
  }

  @Override
  public NetworkOutput apply(Scope scope, Tensor images) {
    Pass pass = passes.get(next++ % passes.size());
    if (!pass.seen().isEmpty() && scope.training()) {
      scope.assign(pass.seen(), images);
    }
    Tensor all = all(scope, pass.logits());
    return new NetworkOutput(Rows.of(scope.ops(), all, pass.first(), pass.count()), List.of());
  }

  private Tensor all(Scope scope, String name) {
    Tensor plane = scope.variable(name);
    boolean whole = variables.stream().noneMatch(v -> v.name().equals(name + BEFORE));
    return whole
        ? plane
        : scope
            .ops()
            .concat(
                List.of(scope.variable(name + BEFORE), plane, scope.variable(name + BEHIND)), 2);
  }

  @Override
  public NetworkOutput applyWithConstantLogits(Scope scope, Tensor images) {
    return new NetworkOutput(scope.ops().stopGradient(apply(scope, images).logits()), List.of());
  }
}
