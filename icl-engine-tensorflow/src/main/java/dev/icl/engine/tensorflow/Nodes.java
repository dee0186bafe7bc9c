package dev.icl.engine.tensorflow;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;

/** Adds operations to a graph, by TensorFlow's own names of operations and attributes. */
final class Nodes {
  private final Graph graph;
  private final Scope scope;
  private final String prefix;
  private final String device;
  private final Map<List<Integer>, Output<?>> ints = new HashMap<>();

  /** Nodes whose placement is left to the session. */
  Nodes(Graph graph, String prefix) {
    this(graph, prefix, "");
  }

  /**
   * @param device the device they run on, as {@code /device:GPU:1}; empty to leave it to the
   *     session
   */
  Nodes(Graph graph, String prefix, String device) {
    this.graph = graph;
    this.scope = graph.baseScope().withSubScope(prefix);
    this.prefix = prefix + "/";
    this.device = device;
  }

  /** An operation being described; {@link #build} adds it. */
  static final class Node {
    private final OperationBuilder builder;

    private Node(OperationBuilder builder) {
      this.builder = builder;
    }

    Node in(Output<?>... inputs) {
      for (Output<?> input : inputs) {
        builder.addInput(input);
      }
      return this;
    }

    Node list(List<Output<?>> inputs) {
      builder.addInputList(inputs.toArray(Output[]::new));
      return this;
    }

    Node after(Iterable<? extends Operation> operations) {
      operations.forEach(builder::addControlInput);
      return this;
    }

    Node attr(String name, DataType value) {
      builder.setAttr(name, value);
      return this;
    }

    Node attr(String name, String value) {
      builder.setAttr(name, value);
      return this;
    }

    Node attr(String name, boolean value) {
      builder.setAttr(name, value);
      return this;
    }

    Node attr(String name, double value) {
      builder.setAttr(name, (float) value);
      return this;
    }

    Node attr(String name, int value) {
      builder.setAttr(name, (long) value);
      return this;
    }

    Node attr(String name, int[] values) {
      builder.setAttr(name, Arrays.stream(values).asLongStream().toArray());
      return this;
    }

    Node attr(String name, org.tensorflow.ndarray.Shape value) {
      builder.setAttr(name, value);
      return this;
    }

    Operation build() {
      return builder.build();
    }

    /** The only, or first, result. */
    Output<?> out() {
      return build().output(0);
    }
  }

  Node node(String type) {
    return new Node(builder(type));
  }

  /** An operation without attributes that the inputs do not determine. */
  Output<?> op(String type, Output<?>... inputs) {
    return node(type).in(inputs).out();
  }

  Output<?> constant(HostTensor value) {
    try (Tensor tensor = TfTransfers.copy(value, value.shape().toArray())) {
      return constant(tensor, value.dtype());
    }
  }

  /** A number in a shape that broadcasts to every other. */
  Output<?> scalar(DType dtype, double value) {
    return constant(HostTensor.fill(dtype, Shape.scalar(), i -> value));
  }

  /** An int32 vector. */
  Output<?> ints(int... values) {
    return ints.computeIfAbsent(
        Arrays.stream(values).boxed().toList(),
        key -> constant(HostTensor.fill(DType.I32, Shape.of(values.length), i -> values[(int) i])));
  }

  /** An int32 scalar. */
  Output<?> index(int value) {
    return scalar(DType.I32, value);
  }

  Output<?> reshape(Output<?> x, int... sizes) {
    return Arrays.equals(sizes(x), sizes) ? x : op("Reshape", x, ints(sizes));
  }

  Output<?> transpose(Output<?> x, int... permutation) {
    return op("Transpose", x, ints(permutation));
  }

  /**
   * A box; whole along the first axis without saying how large that is, for batches of any size.
   */
  Output<?> slice(Output<?> x, int[] begin, int[] size) {
    int[] sizes = sizes(x);
    if (Arrays.equals(sizes, size)) {
      return x;
    }
    int[] extent = size.clone();
    if (size[0] == sizes[0]) {
      extent[0] = -1;
    }
    return op("Slice", x, ints(begin), ints(extent));
  }

  /** Equal parts along an axis. */
  List<Output<?>> split(Output<?> x, int axis, int parts) {
    Operation split = node("Split").in(index(axis), x).attr("num_split", parts).build();
    return java.util.stream.IntStream.range(0, parts).<Output<?>>mapToObj(split::output).toList();
  }

  Output<?> concat(List<Output<?>> parts, int axis) {
    return parts.size() == 1 ? parts.get(0) : node("ConcatV2").list(parts).in(index(axis)).out();
  }

  /** The static sizes of the axes. */
  static int[] sizes(Output<?> x) {
    return Arrays.stream(x.shape().asArray()).mapToInt(Math::toIntExact).toArray();
  }

  /** Whether an operation was added here, derivatives included. */
  boolean added(Operation operation) {
    return operation.name().startsWith(prefix);
  }

  Graph graph() {
    return graph;
  }

  /** A name that nothing else in the graph has. */
  String uniqueName(String purpose) {
    return scope.makeOpName(purpose);
  }

  /** Whether the nodes run on a GPU. */
  boolean areOnGpu() {
    return device.contains("GPU");
  }

  private Output<?> constant(Tensor value, DType dtype) {
    OperationBuilder builder = builder("Const");
    builder.setAttr("value", value);
    builder.setAttr("dtype", TfDtypes.of(dtype));
    return builder.build().output(0);
  }

  private OperationBuilder builder(String type) {
    OperationBuilder builder = graph.opBuilder(type, scope.makeOpName(type), scope);
    return device.isEmpty() ? builder : builder.setDevice(device);
  }
}
