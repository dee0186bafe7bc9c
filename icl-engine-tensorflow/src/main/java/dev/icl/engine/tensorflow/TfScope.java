package dev.icl.engine.tensorflow;

import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Scope;
import dev.icl.core.engine.VariableKind;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.Ops;
import dev.icl.core.ops.ShapeRules;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** The scope of a program while it is traced: reads each variable once, remembers assignments. */
final class TfScope implements Scope {
  /** A mask that the JVM draws for every run. */
  record Mask(Output<?> feed, double rate, Shape shape) {}

  private final Nodes nodes;
  private final Ops ops;
  private final TfVariables variables;
  private final boolean training;
  private final RandomMode random;
  private final Map<String, TfTensor> reads = new LinkedHashMap<>();
  private final Map<String, TfTensor> assigned = new LinkedHashMap<>();
  private final List<Mask> masks = new ArrayList<>();
  private @Nullable Output<?> seed;
  private int draws;

  TfScope(Nodes nodes, Ops ops, TfVariables variables, boolean training, RandomMode random) {
    this.nodes = nodes;
    this.ops = ops;
    this.variables = variables;
    this.training = training;
    this.random = random;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public boolean training() {
    return training;
  }

  @Override
  public Tensor variable(String name) {
    TfTensor value = assigned.get(name);
    return value != null ? value : read(name);
  }

  /** The value at the start of the step. */
  TfTensor read(String name) {
    return reads.computeIfAbsent(name, this::newRead);
  }

  private TfTensor newRead(String name) {
    VariableSpec spec = variables.spec(name);
    Layout layout = variables.layout(name);
    Output<?> value =
        nodes
            .node("ReadVariableOp")
            .in(variables.handle(name))
            .attr("dtype", TfDtypes.of(spec.dtype()))
            .out();
    return new TfTensor(value, spec.shape(), spec.dtype(), layout);
  }

  @Override
  public void assign(String name, Tensor value) {
    VariableSpec spec = variables.spec(name);
    EngineRules.requireFits(spec, value.dtype(), value.shape());
    assigned.put(name, (TfTensor) ops.stopGradient(value));
  }

  @Override
  public Tensor dropout(Tensor x, double rate, Shape maskShape) {
    ShapeRules.dropout(x, rate, maskShape);
    if (!training || rate == 0) {
      return x;
    }
    return ops.mul(
        x,
        random == RandomMode.PORTABLE
            ? fed(rate, maskShape)
            : drawn((TfTensor) x, rate, maskShape));
  }

  private TfTensor fed(double rate, Shape shape) {
    Output<?> feed =
        nodes
            .node("Placeholder")
            .attr("dtype", TfDtypes.of(DType.F32))
            .attr("shape", TfDtypes.shape(shape.toArray()))
            .out();
    masks.add(new Mask(feed, rate, shape));
    return new TfTensor(feed, shape, DType.F32, Layout.logical(shape.rank()));
  }

  private TfTensor drawn(TfTensor x, double rate, Shape shape) {
    Layout layout = shape.equals(x.shape()) ? x.layout() : Layout.logical(shape.rank());
    if (seed == null) {
      seed =
          nodes
              .node("Placeholder")
              .attr("dtype", TfDtypes.of(DType.I64))
              .attr("shape", TfDtypes.shape(2))
              .out();
    }
    Output<?> own = nodes.op("AddV2", seed, nodes.scalar(DType.I64, draws++));
    Output<?> uniform =
        nodes
            .node("StatelessRandomUniform")
            .in(nodes.ints(layout.physical(shape)), own)
            .attr("dtype", TfDtypes.of(DType.F32))
            .out();
    Output<?> kept =
        nodes
            .node("Cast")
            .in(nodes.op("GreaterEqual", uniform, nodes.scalar(DType.F32, rate)))
            .attr("DstT", TfDtypes.of(DType.F32))
            .out();
    Output<?> mask = nodes.op("Mul", kept, nodes.scalar(DType.F32, 1 / (1 - rate)));
    return new TfTensor(nodes.op("StopGradient", mask), shape, DType.F32, layout);
  }

  /** The parameters read, by name. */
  Map<String, TfTensor> parameters() {
    Map<String, TfTensor> parameters = new LinkedHashMap<>();
    reads.forEach(
        (name, value) -> {
          if (variables.spec(name).kind() == VariableKind.PARAMETER && value.dtype().isFloating()) {
            parameters.put(name, value);
          }
        });
    return parameters;
  }

  /** New values of variables, by name. */
  Map<String, TfTensor> assigned() {
    return assigned;
  }

  /** Masks to draw, in the order of the program's calls. */
  List<Mask> masks() {
    return masks;
  }

  /** The placeholder of the step's seed, two int64; empty if nothing is drawn in the graph. */
  Optional<Output<?>> seed() {
    return Optional.ofNullable(seed);
  }
}
