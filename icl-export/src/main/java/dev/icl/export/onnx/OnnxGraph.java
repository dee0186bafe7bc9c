package dev.icl.export.onnx;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The nodes and constants of a graph, as they are added, and the names of what they give. */
final class OnnxGraph {
  private final ProtoMessage nodes = new ProtoMessage();
  private final ProtoMessage initializers = new ProtoMessage();
  private final IdentityHashMap<HostTensor, String> constants = new IdentityHashMap<>();
  private final Map<List<Long>, String> vectors = new HashMap<>();
  private int count;

  /** The numbers that a node is given, which are no tensors. */
  static final class Attributes {
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final ProtoMessage fields = new ProtoMessage();

    static Attributes none() {
      return new Attributes();
    }

    Attributes number(String name, long value) {
      return add(new ProtoMessage().text(1, name).number(3, value).number(20, INT));
    }

    Attributes number(String name, double value) {
      return add(new ProtoMessage().text(1, name).number(2, (float) value).number(20, FLOAT));
    }

    Attributes text(String name, String value) {
      return add(new ProtoMessage().text(1, name).text(4, value).number(20, STRING));
    }

    Attributes list(String name, List<Integer> values) {
      ProtoMessage attribute = new ProtoMessage().text(1, name);
      values.forEach(value -> attribute.number(8, (long) value));
      return add(attribute.number(20, INTS));
    }

    private Attributes add(ProtoMessage attribute) {
      fields.message(5, attribute);
      return this;
    }
  }

  /**
   * Adds a node with one result.
   *
   * @param type of the node, as {@code Conv}
   * @param inputs names of values; empty for one that is left out
   * @param attributes its numbers
   * @return the name of the result
   */
  String node(String type, List<String> inputs, Attributes attributes) {
    String result = "v" + count++;
    node(type, inputs, attributes, result);
    return result;
  }

  String node(String type, String... inputs) {
    return node(type, Arrays.asList(inputs), Attributes.none());
  }

  /** The same with a name for the result. */
  void node(String type, List<String> inputs, Attributes attributes, String result) {
    ProtoMessage node = new ProtoMessage();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, result).text(3, type + "_" + result).text(4, type);
    nodes.message(1, node.append(attributes.fields));
  }

  /** The name of a constant. */
  String constant(HostTensor value) {
    return constants.computeIfAbsent(value, this::initializer);
  }

  /** The name of a constant vector of int64. */
  String vector(List<Long> values) {
    return vectors.computeIfAbsent(
        values,
        key ->
            initializer(
                HostTensor.of(
                    Shape.of(key.size()), key.stream().mapToLong(Long::longValue).toArray())));
  }

  String vector(long... values) {
    return vector(Arrays.stream(values).boxed().toList());
  }

  /** The name of a constant number of a type. */
  String scalar(DType dtype, double value) {
    return initializer(HostTensor.fill(dtype, Shape.scalar(), i -> value));
  }

  private String initializer(HostTensor value) {
    String name = "c" + count++;
    ProtoMessage tensor = new ProtoMessage();
    Shape shape = value.shape();
    for (int axis = 0; axis < shape.rank(); axis++) {
      tensor.number(1, (long) shape.dim(axis));
    }
    tensor.number(2, (long) OnnxType.of(value.dtype())).text(8, name).bytes(9, value.bytes());
    initializers.message(5, tensor);
    return name;
  }

  /**
   * The whole graph.
   *
   * @param name of the graph
   * @param ends the fields of inputs and outputs
   */
  ProtoMessage message(String name, ProtoMessage ends) {
    return new ProtoMessage().append(nodes).text(2, name).append(initializers).append(ends);
  }
}
