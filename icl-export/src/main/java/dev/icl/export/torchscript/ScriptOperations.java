package dev.icl.export.torchscript;

import dev.icl.core.tensor.DType;
import dev.icl.export.program.Call;
import dev.icl.export.program.Extent;
import dev.icl.export.program.RecordedProgram;
import dev.icl.export.program.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The TorchScript expression of each operation. */
final class ScriptOperations {
  /** Operations that are one function without numbers. */
  private static final Map<String, String> PLAIN =
      Map.ofEntries(
          Map.entry("neg", "neg"),
          Map.entry("abs", "abs"),
          Map.entry("exp", "exp"),
          Map.entry("log", "log"),
          Map.entry("sqrt", "sqrt"),
          Map.entry("rsqrt", "rsqrt"),
          Map.entry("square", "square"),
          Map.entry("tanh", "tanh"),
          Map.entry("sigmoid", "sigmoid"),
          Map.entry("erf", "erf"),
          Map.entry("relu", "relu"),
          Map.entry("logicalNot", "logical_not"),
          Map.entry("add", "add"),
          Map.entry("sub", "sub"),
          Map.entry("mul", "mul"),
          Map.entry("div", "div"),
          Map.entry("maximum", "maximum"),
          Map.entry("minimum", "minimum"),
          Map.entry("equal", "eq"),
          Map.entry("less", "lt"),
          Map.entry("greater", "gt"),
          Map.entry("logicalAnd", "logical_and"),
          Map.entry("where", "where"),
          Map.entry("matmul", "matmul"),
          Map.entry("linear", "linear"));

  private final ScriptText text;

  ScriptOperations(ScriptText text) {
    this.text = text;
  }

  /** Adds an operation, whose operands are there. */
  void add(Step step) {
    text.name(step, text.line(expression(step)));
  }

  private String expression(Step step) {
    Call call = step.call();
    List<String> in = step.operands().stream().map(text::name).toList();
    String plain = PLAIN.get(call.op());
    if (plain != null) {
      return call(plain, in.toArray());
    }
    String x = in.get(0);
    return switch (call.op()) {
      case "gelu" -> call("gelu", x);
      case "pow" -> call("pow", x, call.number("number"));
      case "leakyRelu" -> call("leaky_relu", x, call.number("number"));
      case "clamp" -> clamp(call, x);
      case "sum" -> reduction("sum", call, x);
      case "mean" -> reduction("mean", call, x);
      case "max" -> reduction("amax", call, x);
      case "cast" -> call("to", x, type(step.dtype()));
      case "argmax" -> call("argmax", x, call.integer("axis"), "False");
      case "softmax" -> call("softmax", x, call.integer("axis"));
      case "logSoftmax" -> call("log_softmax", x, call.integer("axis"));
      case "reshape" -> call("reshape", x, sizes(step.reshaped()));
      case "transpose" -> call("permute", x, ScriptText.list(call.list("permutation")));
      case "broadcastTo" -> call("expand", x, sizes(step.stretched(-1)));
      case "concat" -> call("cat", ScriptText.list(in), call.integer("axis"));
      case "slice" -> slice(step, x);
      case "pad" -> call("constant_pad_nd", x, borders(call), number(call.number("value")));
      case "roll" ->
          call("roll", x, ScriptText.list(call.list("shifts")), ScriptText.list(call.list("axes")));
      case "gather" -> call("index_select", x, call.integer("axis"), in.get(1));
      case "oneHot" -> oneHot(step, x);
      case "conv" ->
          call(
              spatial("conv", step),
              x,
              in.get(1),
              bias(in),
              numbers(call, "stride"),
              numbers(call, "padding"),
              numbers(call, "dilation"),
              call.integer("groups"));
      case "convTranspose" ->
          call(
              spatial("conv_transpose", step),
              x,
              in.get(1),
              bias(in),
              numbers(call, "stride"),
              numbers(call, "padding"),
              ScriptText.list(Collections.nCopies(step.rank() - 2, 0)),
              call.integer("groups"),
              numbers(call, "dilation"));
      case "maxPool" ->
          call(
              spatial("max_pool", step),
              x,
              numbers(call, "kernel"),
              numbers(call, "stride"),
              numbers(call, "padding"),
              ScriptText.list(Collections.nCopies(step.rank() - 2, 1)),
              "False");
      case "avgPool" ->
          call(
              spatial("avg_pool", step),
              x,
              numbers(call, "kernel"),
              numbers(call, "stride"),
              numbers(call, "padding"),
              "False",
              "False");
      case "resize nearest" -> call(spatial("upsample_nearest", step), x, resized(step));
      case "resize linear" -> call(linear(step), x, resized(step), "False");
      case "resize linear_aligned" -> call(linear(step), x, resized(step), "True");
      case "batchNorm" ->
          call(
              "batch_norm",
              x,
              in.get(1),
              in.get(2),
              in.get(3),
              in.get(4),
              "False",
              0.1,
              call.number("epsilon"),
              "False");
      case "instanceNorm" ->
          call(
              "instance_norm",
              x,
              "None",
              "None",
              "None",
              "None",
              "True",
              0.1,
              call.number("epsilon"),
              "False");
      case "layerNorm" ->
          call(
              "layer_norm",
              x,
              ScriptText.list(List.of(step.size(step.rank() - 1))),
              in.get(1),
              in.get(2),
              call.number("epsilon"));
      default -> throw RecordedProgram.refusal(call.op(), "TorchScript");
    };
  }

  private static String call(String function, Object... arguments) {
    String all = ScriptText.list(List.of(arguments));
    return "torch." + function + "(" + all.substring(1, all.length() - 1) + ")";
  }

  private static String numbers(Call call, String name) {
    return ScriptText.list(call.list(name));
  }

  private static String bias(List<String> operands) {
    return operands.size() < 3 ? "None" : operands.get(2);
  }

  private static String spatial(String function, Step step) {
    return function + (step.rank() - 2) + "d";
  }

  private static String linear(Step step) {
    return spatial(step.rank() - 2 == 2 ? "upsample_bilinear" : "upsample_trilinear", step);
  }

  /** PyTorch's numbers of element types. */
  private static int type(DType dtype) {
    return switch (dtype) {
      case U8 -> 0;
      case I32 -> 3;
      case I64 -> 4;
      case F32 -> 6;
      case F64 -> 7;
      case BOOL -> 11;
    };
  }

  private static String clamp(Call call, String x) {
    String low = bound(call.number("low"));
    String high = bound(call.number("high"));
    return low.equals(high) && low.equals("None") ? x : call("clamp", x, low, high);
  }

  /** As the text of a module has it. */
  private static String number(double value) {
    return Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : Double.toString(value);
  }

  private static String bound(double value) {
    return Double.isInfinite(value) ? "None" : Double.toString(value);
  }

  /** Without axes there is a single value. */
  private static String reduction(String function, Call call, String x) {
    List<Integer> axes = call.list("axes");
    return axes.isEmpty()
        ? x
        : call(function, x, ScriptText.list(axes), call.integer("keep") == 1 ? "True" : "False");
  }

  private String sizes(List<Extent> sizes) {
    return ScriptText.list(sizes.stream().map(text::size).toList());
  }

  private String resized(Step step) {
    return sizes(step.sizes().subList(2, step.rank()));
  }

  private String slice(Step step, String x) {
    String part = x;
    for (int axis = 0; axis < step.rank(); axis++) {
      int begin = step.call().list("begin").get(axis);
      if (begin > 0 || !step.isAsLong(axis, step.operand(0), axis)) {
        part = call("narrow", part, axis, begin, text.size(step.sizes().get(axis)));
      }
    }
    return part;
  }

  /** The last axis comes first. */
  private static String borders(Call call) {
    List<Integer> borders = new ArrayList<>();
    for (int axis = call.list("before").size() - 1; axis >= 0; axis--) {
      borders.add(call.list("before").get(axis));
      borders.add(call.list("after").get(axis));
    }
    return ScriptText.list(borders);
  }

  /** PyTorch has the new axis at the end, and int64. */
  private static String oneHot(Step step, String classes) {
    int axis = step.call().integer("axis");
    int last = step.rank() - 1;
    List<Integer> order =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> i == axis ? last : i < axis ? i : i - 1)
            .toList();
    String hot = call("one_hot", classes, step.call().integer("depth"));
    return call("to", call("permute", hot, ScriptText.list(order)), type(DType.F32));
  }
}
