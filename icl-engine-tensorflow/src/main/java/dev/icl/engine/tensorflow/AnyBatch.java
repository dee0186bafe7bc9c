package dev.icl.engine.tensorflow;

import dev.icl.core.error.UserException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A graph for batches of any size, from two that were traced for different sizes: what differs
 * between them is the batch.
 */
final class AnyBatch {
  /** Small, since tensors of large images must still be countable. */
  private static final int[] SIZES = {11, 13};

  private AnyBatch() {}

  /**
   * @param traced the graph for a batch size; nothing runs it
   * @throws UserException if the batch stands where a graph cannot leave it open
   */
  static GraphDef of(IntFunction<GraphDef> traced) {
    GraphDef one = traced.apply(SIZES[0]);
    GraphDef other = traced.apply(SIZES[1]);
    if (one.getNodeCount() != other.getNodeCount()) {
      throw refusal("the number of its operations");
    }
    Map<String, NodeDef> others =
        other.getNodeList().stream().collect(Collectors.toMap(NodeDef::getName, node -> node));
    Set<String> open = new HashSet<>();
    GraphDef.Builder graph = one.toBuilder();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      NodeDef node = graph.getNode(i);
      NodeDef twin = others.get(node.getName());
      if (!node.equals(twin)) {
        graph.setNode(i, opened(node, twin));
        if (node.getOp().equals("Const")) {
          open.add(node.getName());
        }
      }
    }
    requireShapes(graph, open);
    return graph.build();
  }

  private static NodeDef opened(NodeDef node, @Nullable NodeDef twin) {
    if (twin != null && node.getOp().equals("Placeholder") && twin.getOp().equals("Placeholder")) {
      TensorShapeProto.Builder shape = node.getAttrOrThrow("shape").getShape().toBuilder();
      shape.setDim(0, TensorShapeProto.Dim.newBuilder().setSize(-1));
      return with(node, "shape", AttrValue.newBuilder().setShape(shape).build());
    }
    if (twin == null || !node.getOp().equals("Const") || !twin.getOp().equals("Const")) {
      throw refusal("its operation " + node.getName());
    }
    int[] values = ints(node);
    int[] twins = ints(twin);
    int at = -1;
    for (int i = 0; i < values.length; i++) {
      if (values.length == twins.length && values[i] != twins[i]) {
        if (at >= 0) {
          throw refusal("several sizes of " + node.getName());
        }
        at = i;
      }
    }
    if (at < 0 || (long) values[at] * SIZES[1] != (long) twins[at] * SIZES[0]) {
      throw refusal("its constant " + node.getName());
    }
    values[at] = -1;
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    AttrValue.Builder value = node.getAttrOrThrow("value").toBuilder();
    value
        .getTensorBuilder()
        .clearIntVal()
        .setTensorContent(com.google.protobuf.ByteString.copyFrom(bytes));
    return with(node, "value", value.build());
  }

  /** Only a reshape computes a size that is left open. */
  private static void requireShapes(GraphDef.Builder graph, Set<String> open) {
    for (NodeDef node : graph.getNodeList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        boolean isShape = node.getOp().equals("Reshape") && i == 1;
        if (open.contains(node.getInput(i)) && !isShape) {
          throw refusal("its operation " + node.getName());
        }
      }
    }
  }

  private static NodeDef with(NodeDef node, String attribute, AttrValue value) {
    return node.toBuilder().putAttr(attribute, value).build();
  }

  private static int[] ints(NodeDef constant) {
    var tensor = constant.getAttrOrThrow("value").getTensor();
    if (tensor.getDtype() != DataType.DT_INT32) {
      throw refusal("its constant " + constant.getName());
    }
    if (tensor.getTensorContent().isEmpty()) {
      return tensor.getIntValList().stream().mapToInt(Integer::intValue).toArray();
    }
    var content = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[content.remaining() / 4];
    content.asIntBuffer().get(values);
    return values;
  }

  private static UserException refusal(String what) {
    return new UserException(
        "This network cannot be written for batches of any size: "
            + what
            + " depends on how many images there are; export another network.");
  }
}
