package dev.icl.export.onnx;

import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.export.onnx.OnnxGraph.Attributes;
import dev.icl.export.program.Call;
import dev.icl.export.program.Extent;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The nodes of each operation, in operator set 17. */
final class OnnxOperations {
  private static final long END = Long.MAX_VALUE;

  /** Operations that are one node without numbers. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("neg", "Neg"),
          Map.entry("abs", "Abs"),
          Map.entry("exp", "Exp"),
          Map.entry("log", "Log"),
          Map.entry("sqrt", "Sqrt"),
          Map.entry("tanh", "Tanh"),
          Map.entry("sigmoid", "Sigmoid"),
          Map.entry("erf", "Erf"),
          Map.entry("relu", "Relu"),
          Map.entry("logicalNot", "Not"),
          Map.entry("add", "Add"),
          Map.entry("sub", "Sub"),
          Map.entry("mul", "Mul"),
          Map.entry("div", "Div"),
          Map.entry("maximum", "Max"),
          Map.entry("minimum", "Min"),
          Map.entry("equal", "Equal"),
          Map.entry("less", "Less"),
          Map.entry("greater", "Greater"),
          Map.entry("logicalAnd", "And"),
          Map.entry("where", "Where"),
          Map.entry("matmul", "MatMul"));

  private final OnnxGraph graph;
  private final Map<Step, String> names = new HashMap<>();
  private final OnnxSizes sizes;

  OnnxOperations(OnnxGraph graph) {
    this.graph = graph;
    this.sizes = new OnnxSizes(graph, this::name);
  }

  void input(Step step, String name) {
    names.put(step, name);
  }

  /** The name of what a step gives. */
  String name(Step step) {
    return step.value().isPresent()
        ? graph.constant(step.value().get())
        : names.computeIfAbsent(
            step,
            missing -> {
              throw new IllegalStateException(missing.call().op() + " is used before it is made");
            });
  }

  /** Adds an operation, whose operands are there. */
  void add(Step step) {
    names.put(step, translated(step));
  }

  private List<String> operands(Step step) {
    return step.operands().stream().map(this::name).toList();
  }

  private String translated(Step step) {
    Call call = step.call();
    if (call.op().equals("linear")) {
      return linear(step);
    }
    List<String> in = operands(step);
    String plain = PLAIN.get(call.op());
    if (plain != null) {
      return graph.node(plain, in, Attributes.none());
    }
    String x = in.get(0);
    return switch (call.op()) {
      case "rsqrt" -> graph.node("Reciprocal", graph.node("Sqrt", x));
      case "square" -> graph.node("Mul", x, x);
      case "gelu" -> gelu(step, x);
      case "pow" -> graph.node("Pow", x, graph.scalar(step.dtype(), call.number("number")));
      case "leakyRelu" ->
          graph.node("LeakyRelu", in, Attributes.none().number("alpha", call.number("number")));
      case "clamp" ->
          graph.node(
              "Clip",
              x,
              graph.scalar(step.dtype(), call.number("low")),
              graph.scalar(step.dtype(), call.number("high")));
      case "sum" ->
          graph.node(
              "ReduceSum",
              List.of(x, graph.vector(longs(call.list("axes")))),
              Attributes.none().number("keepdims", (long) call.integer("keep")));
      case "mean" -> reduction("ReduceMean", step, in);
      case "max" -> reduction("ReduceMax", step, in);
      case "cast" -> cast(x, step.dtype());
      case "argmax" -> graph.node("ArgMax", in, axis(call).number("keepdims", 0L));
      case "softmax" -> graph.node("Softmax", in, axis(call));
      case "logSoftmax" -> graph.node("LogSoftmax", in, axis(call));
      case "reshape" -> graph.node("Reshape", x, sizes.vector(step.reshaped()));
      case "transpose" -> transposed(x, call.list("permutation"));
      case "broadcastTo" -> graph.node("Expand", x, sizes.vector(step.stretched(1)));
      case "concat" -> graph.node("Concat", in, axis(call));
      case "slice" -> slice(step, x);
      case "pad" -> pad(step, x);
      case "roll" -> roll(call, x);
      case "gather" -> graph.node("Gather", in, axis(call));
      case "oneHot" -> oneHot(step, x);
      case "conv" -> graph.node("Conv", in, convolution(step));
      case "convTranspose" -> graph.node("ConvTranspose", in, convolution(step));
      case "maxPool" -> graph.node("MaxPool", in, pooling(call));
      case "avgPool" ->
          graph.node("AveragePool", in, pooling(call).number("count_include_pad", 0L));
      case "resize nearest" ->
          resize(step, x, "asymmetric", Attributes.none().text("nearest_mode", "floor"), "nearest");
      case "resize linear" -> resize(step, x, "half_pixel", Attributes.none(), "linear");
      case "resize linear_aligned" -> resize(step, x, "align_corners", Attributes.none(), "linear");
      case "batchNorm" -> graph.node("BatchNormalization", in, epsilon(call));
      case "instanceNorm" -> instanceNorm(step, x);
      case "layerNorm" -> graph.node("LayerNormalization", in, epsilon(call).number("axis", -1L));
      default -> throw RecordedProgram.refusal(call.op(), "ONNX");
    };
  }

  private static List<Long> longs(List<Integer> values) {
    return values.stream().map(value -> (long) value).toList();
  }

  private static Attributes axis(Call call) {
    return Attributes.none().number("axis", (long) call.integer("axis"));
  }

  private static Attributes epsilon(Call call) {
    return Attributes.none().number("epsilon", call.number("epsilon"));
  }

  private String cast(String x, DType to) {
    return graph.node("Cast", List.of(x), Attributes.none().number("to", (long) OnnxType.of(to)));
  }

  private String transposed(String x, List<Integer> permutation) {
    return graph.node("Transpose", List.of(x), Attributes.none().list("perm", permutation));
  }

  /** {@code x / 2 · (1 + erf(x / √2))}. */
  private String gelu(Step step, String x) {
    String scaled = graph.node("Mul", x, graph.scalar(step.dtype(), Math.sqrt(0.5)));
    String share = graph.node("Add", graph.node("Erf", scaled), graph.scalar(step.dtype(), 1));
    return graph.node("Mul", graph.node("Mul", x, graph.scalar(step.dtype(), 0.5)), share);
  }

  private String reduction(String type, Step step, List<String> in) {
    Attributes attributes =
        Attributes.none().number("keepdims", (long) step.call().integer("keep"));
    List<Integer> axes = step.call().list("axes");
    return graph.node(type, in, axes.isEmpty() ? attributes : attributes.list("axes", axes));
  }

  private String slice(Step step, String x) {
    List<Integer> begin = step.call().list("begin");
    if (begin.isEmpty()) {
      return x;
    }
    List<String> ends = new ArrayList<>();
    for (int axis = 0; axis < begin.size(); axis++) {
      Extent size = step.sizes().get(axis);
      boolean whole = begin.get(axis) == 0 && step.isAsLong(axis, step.operand(0), axis);
      String end = whole ? graph.vector(END) : sizes.one(size);
      ends.add(
          whole || begin.get(axis) == 0
              ? end
              : graph.node("Add", end, graph.vector(begin.get(axis))));
    }
    return graph.node(
        "Slice",
        x,
        graph.vector(longs(begin)),
        graph.node("Concat", ends, Attributes.none().number("axis", 0L)));
  }

  private String pad(Step step, String x) {
    Call call = step.call();
    List<Integer> both =
        Stream.concat(call.list("before").stream(), call.list("after").stream()).toList();
    return both.isEmpty()
        ? x
        : graph.node(
            "Pad", x, graph.vector(longs(both)), graph.scalar(step.dtype(), call.number("value")));
  }

  /** The end in front of the rest, along each axis. */
  private String roll(Call call, String x) {
    String rolled = x;
    for (int i = 0; i < call.list("axes").size(); i++) {
      int shift = call.list("shifts").get(i);
      if (shift == 0) {
        continue;
      }
      long axis = call.list("axes").get(i);
      String axes = graph.vector(axis);
      String end = graph.node("Slice", rolled, graph.vector(-shift), graph.vector(END), axes);
      String rest = graph.node("Slice", rolled, graph.vector(0), graph.vector(-shift), axes);
      rolled = graph.node("Concat", List.of(end, rest), Attributes.none().number("axis", axis));
    }
    return rolled;
  }

  /** ONNX wants an axis at least. */
  private String oneHot(Step step, String classes) {
    boolean single = step.rank() == 1;
    String given = single ? graph.node("Reshape", classes, graph.vector(1)) : classes;
    String values = graph.constant(HostTensor.of(Shape.of(2), 0f, 1f));
    String depth = graph.scalar(DType.I64, step.call().integer("depth"));
    Attributes axis = single ? Attributes.none().number("axis", -1L) : axis(step.call());
    String hot = graph.node("OneHot", List.of(given, depth, values), axis);
    return single ? graph.node("Reshape", hot, graph.vector(-1)) : hot;
  }

  private String linear(Step step) {
    String product = graph.node("MatMul", name(step.operand(0)), weights(step.operand(1)));
    return step.operands().size() < 3 ? product : graph.node("Add", product, name(step.operand(2)));
  }

  /** A constant is transposed here, so that nothing is left of it. */
  private String weights(Step weight) {
    if (weight.value().isEmpty()) {
      return transposed(name(weight), List.of(1, 0));
    }
    HostTensor value = weight.value().get();
    int out = value.shape().dim(0);
    int inner = value.shape().dim(1);
    return graph.constant(
        HostTensor.fill(
            value.dtype(),
            Shape.of(inner, out),
            i -> value.get((int) (i % out) * inner + (int) (i / out))));
  }

  private static Attributes convolution(Step step) {
    Call call = step.call();
    Step weight = step.operand(1);
    List<Integer> kernel = new ArrayList<>();
    for (int axis = 2; axis < weight.rank(); axis++) {
      kernel.add(weight.size(axis));
    }
    return window(call, kernel)
        .list("dilations", call.list("dilation"))
        .number("group", (long) call.integer("groups"));
  }

  private static Attributes pooling(Call call) {
    return window(call, call.list("kernel"));
  }

  private static Attributes window(Call call, List<Integer> kernel) {
    List<Integer> padding = call.list("padding");
    return Attributes.none()
        .list("kernel_shape", kernel)
        .list("strides", call.list("stride"))
        .list("pads", Stream.concat(padding.stream(), padding.stream()).toList());
  }

  private String resize(
      Step step, String x, String coordinates, Attributes attributes, String mode) {
    return graph.node(
        "Resize",
        List.of(x, "", "", sizes.vector(step.sizes())),
        attributes.text("coordinate_transformation_mode", coordinates).text("mode", mode));
  }

  private String instanceNorm(Step step, String x) {
    int channels = step.size(1);
    return graph.node(
        "InstanceNormalization",
        List.of(x, same(channels, 1), same(channels, 0)),
        epsilon(step.call()));
  }

  private String same(int count, double value) {
    return graph.constant(HostTensor.fill(DType.F32, Shape.of(count), i -> value));
  }
}
