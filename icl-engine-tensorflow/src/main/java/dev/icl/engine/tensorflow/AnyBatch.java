package dev.icl.engine.tensorflow;

import com.google.protobuf.ByteString;
import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A graph for batches of any size, from two that were traced for different sizes: what differs
 * between them is the batch. Sizes that are multiples of it, such as those of the results of
 * transposed convolutions, are computed from the size of what is fed; a reshape, which may leave
 * one open, does so.
 */
final class AnyBatch {
  /** Small, since tensors of large images must still be countable. */
  private static final int[] SIZES = {11, 13};

  private static final String PREFIX = "batch/";
  private static final String BATCH = PREFIX + "size";

  private final GraphDef.Builder graph;
  private final Map<String, NodeDef> others;
  private final List<NodeDef> more = new ArrayList<>();

  private AnyBatch(GraphDef one, GraphDef other) {
    this.graph = one.toBuilder();
    this.others =
        other.getNodeList().stream().collect(Collectors.toMap(NodeDef::getName, node -> node));
  }

  /**
   * The graph for any batch.
   *
   * @param traced the graph for a batch size; nothing runs it
   * @throws UserException if something else than a size depends on the batch
   */
  static GraphDef of(IntFunction<GraphDef> traced) {
    GraphDef one = traced.apply(SIZES[0]);
    GraphDef other = traced.apply(SIZES[1]);
    if (one.getNodeCount() != other.getNodeCount()) {
      throw refusal("the number of its operations");
    }
    return new AnyBatch(one, other).opened();
  }

  private GraphDef opened() {
    @Nullable NodeDef fed = null;
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeDef node = graph.getNode(i);
      NodeDef twin = others.get(node.getName());
      if (node.equals(twin)) {
        continue;
      }
      if (twin == null || !node.getOp().equals(twin.getOp())) {
        throw refusal("its operation " + node.getName());
      }
      switch (node.getOp()) {
        case "Placeholder" -> {
          fed = node;
          graph.setNode(i, fed(node));
        }
        case "Const" -> graph.setNode(i, sizes(node, twin));
        default -> throw refusal("its operation " + node.getName());
      }
    }
    if (fed != null && !more.isEmpty()) {
      addBatch(fed);
      graph.addAllNode(more);
    }
    return graph.build();
  }

  private static NodeDef fed(NodeDef node) {
    TensorShapeProto.Builder shape = node.getAttrOrThrow("shape").getShape().toBuilder();
    shape.setDim(0, TensorShapeProto.Dim.newBuilder().setSize(-1));
    return node.toBuilder()
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .build();
  }

  /** Sizes of which some are multiples of the batch. */
  private NodeDef sizes(NodeDef node, NodeDef twin) {
    int[] values = ints(node);
    int[] twins = ints(twin);
    if (values.length != twins.length) {
      throw refusal("its constant " + node.getName());
    }
    int[] multiples = new int[values.length];
    int open = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != twins[i]) {
        multiples[i] = values[i] / SIZES[0];
        open++;
        if (multiples[i] * SIZES[0] != values[i] || multiples[i] * SIZES[1] != twins[i]) {
          throw refusal("its constant " + node.getName());
        }
        values[i] = 0;
      }
    }
    if (open == 1 && isOnlyShapeOfReshapes(node.getName())) {
      for (int i = 0; i < values.length; i++) {
        values[i] = multiples[i] == 0 ? values[i] : -1;
      }
      return constant(node, node.getName(), values);
    }
    String fixed = PREFIX + node.getName() + "/fixed";
    String multiple = PREFIX + node.getName() + "/multiple";
    String product = PREFIX + node.getName() + "/product";
    more.add(constant(node, fixed, values));
    more.add(constant(node, multiple, multiples));
    more.add(operation("Mul", product, multiple, BATCH));
    return operation("AddV2", node.getName(), product, fixed);
  }

  private boolean isOnlyShapeOfReshapes(String name) {
    for (NodeDef node : graph.getNodeList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        if (node.getInput(i).equals(name) && !(node.getOp().equals("Reshape") && i == 1)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The size of the first axis of what is fed, a scalar. */
  private void addBatch(NodeDef fed) {
    NodeDef zero = vector(PREFIX + "zero", 0);
    NodeDef one = vector(PREFIX + "one", 1);
    NodeDef shape =
        NodeDef.newBuilder()
            .setName(PREFIX + "shape")
            .setOp("Shape")
            .addInput(fed.getName())
            .putAttr("T", fed.getAttrOrThrow("dtype"))
            .putAttr("out_type", type(DataType.DT_INT32))
            .build();
    NodeDef first =
        operation("Slice", PREFIX + "first", shape.getName(), zero.getName(), one.getName())
            .toBuilder()
            .putAttr("Index", type(DataType.DT_INT32))
            .build();
    NodeDef size = operation("Squeeze", BATCH, first.getName());
    graph.addAllNode(List.of(zero, one, shape, first, size));
  }

  private static NodeDef operation(String type, String name, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(type)
        .addAllInput(Arrays.asList(inputs))
        .putAttr("T", type(DataType.DT_INT32))
        .build();
  }

  private static NodeDef vector(String name, int value) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setDtype(DataType.DT_INT32).addIntVal(value);
    tensor.getTensorShapeBuilder().addDim(TensorShapeProto.Dim.newBuilder().setSize(1));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(DataType.DT_INT32))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static NodeDef constant(NodeDef node, String name, int[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
    value.getTensorBuilder().clearIntVal().setTensorContent(ByteString.copyFrom(bytes));
    return node.toBuilder().setName(name).putAttr("value", value.build()).build();
  }

  private static int[] ints(NodeDef constant) {
    var tensor = constant.getAttrOrThrow("value").getTensor();
    if (tensor.getDtype() != DataType.DT_INT32) {
      throw refusal("its constant " + constant.getName());
    }
    if (tensor.getTensorContent().isEmpty()) {
      return repeated(tensor);
    }
    var content = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[content.remaining() / 4];
    content.asIntBuffer().get(values);
    return values;
  }

  /** Values of which the last stands for all that are left out. */
  private static int[] repeated(TensorProto tensor) {
    int size = 1;
    for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
      size *= (int) dim.getSize();
    }
    int[] values = new int[size];
    for (int i = 0; i < size && tensor.getIntValCount() > 0; i++) {
      values[i] = tensor.getIntVal(Math.min(i, tensor.getIntValCount() - 1));
    }
    return values;
  }

  private static UserException refusal(String what) {
    return new UserException(
        "This network cannot be written for batches of any size: "
            + what
            + " depends on how many images there are; export another network.");
  }
}
