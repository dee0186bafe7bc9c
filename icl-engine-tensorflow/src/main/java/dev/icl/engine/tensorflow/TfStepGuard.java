package dev.icl.engine.tensorflow;

import dev.icl.core.optim.GradientGuard;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** A {@link GradientGuard} as a part of the graph. */
final class TfStepGuard {
  /** Names of fetches that no program can give to an output of its own. */
  private static final String NORMS = "\0norms";

  private static final String SOUND = "\0sound";

  private final GradientGuard guard;
  private final Nodes nodes;
  private final Map<String, TfTensor> gradients;
  private final List<String> order;
  private final Map<String, TfTensor> fetches = new LinkedHashMap<>();
  private final List<Operation> gate = new ArrayList<>();

  /**
   * @param guard to build
   * @param nodes of the trace
   * @param gradients by parameter
   * @param order of the parameters in reports
   * @param watched values that are to be finite, too, where steps are skipped
   */
  TfStepGuard(
      GradientGuard guard,
      Nodes nodes,
      Map<String, TfTensor> gradients,
      List<String> order,
      List<TfTensor> watched) {
    this.guard = guard;
    this.nodes = nodes;
    this.order = order;
    Map<String, TfTensor> admitted = gradients;
    if (!gradients.isEmpty()) {
      Output<?> halves = nodes.node("Pack").list(halfSquares(gradients.values())).out();
      Output<?> squares = nodes.op("Mul", halves, nodes.scalar(DType.F32, 2));
      fetches.put(NORMS, vector(nodes.op("Sqrt", squares), gradients.size()));
      if (guard.clips()) {
        admitted = clipped(gradients, squares);
      }
    }
    this.gradients = admitted;
    if (guard.skip()) {
      List<TfTensor> values = new ArrayList<>(watched);
      Optional.ofNullable(fetches.get(NORMS)).ifPresent(values::add);
      Output<?> sound = sound(nodes, values);
      fetches.put(SOUND, new TfTensor(sound, Shape.scalar(), DType.F32, Layout.logical(0)));
      gate.add(gate(sound));
    }
  }

  /** The gradients as the optimiser is to have them. */
  Map<String, TfTensor> gradients() {
    return gradients;
  }

  /**
   * The operation that every change of a variable must wait for; where the step is skipped, none
   * happens.
   */
  List<Operation> gate() {
    return gate;
  }

  /** The outputs that a run must fetch in addition to those of the program. */
  Map<String, TfTensor> fetches() {
    return fetches;
  }

  /**
   * Puts the guard's outputs in the place of what was fetched for it.
   *
   * @param results of one run
   */
  void report(Map<String, HostTensor> results) {
    Optional.ofNullable(results.remove(NORMS))
        .ifPresent(
            norms -> {
              Map<String, Double> byName = new HashMap<>();
              gradients.keySet().forEach(name -> byName.put(name, norms.get(byName.size())));
              Map<String, Double> ordered = new LinkedHashMap<>();
              order.forEach(name -> ordered.put(name, Objects.requireNonNull(byName.get(name))));
              guard.report(ordered, results);
            });
    HostTensor sound = results.remove(SOUND);
    if (sound != null && !(sound.item() == 0)) {
      results.put(GradientGuard.SKIPPED, HostTensor.scalar(1));
    }
  }

  /** Half the square of each gradient's norm, or where none is clipped of its factors' norm. */
  private List<Output<?>> halfSquares(Collection<TfTensor> all) {
    List<Output<?>> halves = new ArrayList<>();
    for (TfTensor gradient : all) {
      halves.add(
          guard.clips()
              ? nodes.op("L2Loss", gradient.value())
              : smaller(gradient.value())
                  .<Output<?>>map(value -> nodes.op("L2Loss", value))
                  .reduce((a, b) -> nodes.op("AddV2", a, b))
                  .orElseThrow());
    }
    return halves;
  }

  /**
   * Values that are finite if a value is, and take less time to look through: the factors of a
   * matrix that is larger than both.
   */
  private static Stream<Output<?>> smaller(Output<?> value) {
    GraphOperation operation = (GraphOperation) value.op();
    if (operation.type().equals("Reshape")) {
      return smaller(input(operation, 0));
    }
    if (operation.type().equals("MatMul")) {
      Output<?> a = input(operation, 0);
      Output<?> b = input(operation, 1);
      if (a.shape().size() + b.shape().size() < value.shape().size()) {
        return Stream.of(a, b);
      }
    }
    return Stream.of(value);
  }

  private static Output<?> input(GraphOperation operation, int index) {
    int i = 0;
    for (Operand<?> input : operation.inputs()) {
      if (i++ == index) {
        return input.asOutput();
      }
    }
    throw new IllegalStateException(operation.type() + " has no input " + index);
  }

  private Map<String, TfTensor> clipped(Map<String, TfTensor> all, Output<?> squares) {
    Output<?> exact = nodes.node("Cast").in(squares).attr("DstT", DataType.DT_DOUBLE).out();
    Output<?> norm =
        nodes
            .node("Cast")
            .in(nodes.op("Sqrt", nodes.op("Sum", exact, nodes.ints(0))))
            .attr("DstT", DataType.DT_FLOAT)
            .out();
    Output<?> scale =
        nodes.op(
            "Minimum",
            nodes.scalar(DType.F32, 1),
            nodes.op(
                "RealDiv",
                nodes.scalar(DType.F32, guard.clipNorm()),
                nodes.op("AddV2", norm, nodes.scalar(DType.F32, GradientGuard.epsilon()))));
    Map<String, TfTensor> scaled = new LinkedHashMap<>();
    all.forEach(
        (name, gradient) ->
            scaled.put(name, gradient.with(nodes.op("Mul", gradient.value(), scale))));
    return scaled;
  }

  /** 0 where everything of float32 is finite, and NaN otherwise. */
  static Output<?> sound(Nodes nodes, List<TfTensor> values) {
    Output<?> zero = nodes.scalar(DType.F32, 0);
    List<Output<?>> parts = new ArrayList<>();
    values.stream()
        .filter(value -> value.dtype() == DType.F32)
        .forEach(value -> parts.add(sum(nodes, nodes.op("Mul", value.value(), zero), value)));
    return parts.isEmpty() ? zero : nodes.node("AddN").list(parts).out();
  }

  private static Output<?> sum(Nodes nodes, Output<?> x, TfTensor of) {
    int rank = of.shape().rank();
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = i;
    }
    return rank == 0 ? x : nodes.op("Sum", x, nodes.ints(axes));
  }

  /** An operation that runs only where a value is 0, and with it all that waits for it. */
  private Operation gate(Output<?> value) {
    Output<?> is = nodes.op("Equal", value, nodes.scalar(DType.F32, 0));
    Output<?> alive = nodes.node("Switch").in(value, is).build().output(1);
    return nodes.op("Identity", alive).op();
  }

  private static TfTensor vector(Output<?> value, int size) {
    return new TfTensor(value, Shape.of(size), DType.F32, Layout.logical(1));
  }
}
