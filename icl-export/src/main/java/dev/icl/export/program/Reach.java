package dev.icl.export.program;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The distances from which a value of a program's output depends on its input, along the axes
 * behind the channels: how much a tile must show around what is kept of it.
 *
 * @param distances in elements of the input, one an axis, rounded up
 * @param isWhole whether that is all: nothing depends on the whole input, as instance norms do, or
 *     on its size
 */
public record Reach(List<Integer> distances, boolean isWhole) {
  private static final int SPATIAL = 2;

  /** Operations that treat each place by itself. */
  private static final Set<String> LOCAL =
      Set.of(
          "neg",
          "abs",
          "exp",
          "log",
          "sqrt",
          "rsqrt",
          "square",
          "tanh",
          "sigmoid",
          "erf",
          "relu",
          "gelu",
          "add",
          "sub",
          "mul",
          "div",
          "maximum",
          "minimum",
          "pow",
          "leakyRelu",
          "clamp",
          "where",
          "cast",
          "batchNorm");

  /** Operations that do so along the channels alone. */
  private static final Set<String> ALONG_CHANNELS = Set.of("softmax", "logSoftmax", "concat");

  /** Copies the list. */
  public Reach {
    distances = List.copyOf(distances);
  }

  /**
   * The view of a step on the input.
   *
   * @param step distance in the input between neighbours
   * @param before distance to the first element that a value depends on
   * @param after distance to the last one
   * @param isWhole whether it depends on nothing else
   */
  private record View(double[] step, double[] before, double[] after, boolean isWhole) {
    View joined(View other) {
      return new View(
          step,
          largest(before, other.before),
          largest(after, other.after),
          isWhole && other.isWhole && Arrays.equals(step, other.step));
    }

    private static double[] largest(double[] a, double[] b) {
      return IntStream.range(0, a.length).mapToDouble(i -> Math.max(a[i], b[i])).toArray();
    }

    /** Windows of a layer. */
    View windows(List<Integer> size, List<Integer> stride, List<Integer> padding) {
      View seen = new View(step.clone(), before.clone(), after.clone(), isWhole);
      for (int i = 0; i < step.length; i++) {
        seen.before[i] += step[i] * padding.get(i);
        seen.after[i] += step[i] * Math.max(0, size.get(i) - 1 - padding.get(i));
        seen.step[i] *= stride.get(i);
      }
      return seen;
    }

    /** Enlarged by factors, each value between two neighbours. */
    View enlarged(double[] factors) {
      View seen = new View(step.clone(), before.clone(), after.clone(), isWhole);
      for (int i = 0; i < step.length; i++) {
        seen.before[i] += step[i];
        seen.after[i] += step[i];
        seen.step[i] /= factors[i];
      }
      return seen;
    }

    View notWhole() {
      return new View(step, before, after, false);
    }
  }

  /**
   * The reach of a program with one input.
   *
   * @param program from {@code [N, C, spatial]} to outputs of as many axes
   */
  public static Reach of(RecordedProgram program) {
    Step input = program.inputs().values().iterator().next();
    int axes = input.rank() - SPATIAL;
    double[] ones = new double[axes];
    Arrays.fill(ones, 1);
    View itself = new View(ones, new double[axes], new double[axes], true);
    Map<Step, View> views = new HashMap<>(Map.of(input, itself));
    for (Step step : program.steps()) {
      View seen =
          step.operands().stream()
              .filter(views::containsKey)
              .map(views::get)
              .reduce(View::joined)
              .orElse(itself);
      views.put(step, step.rank() == input.rank() ? through(step, seen) : seen.notWhole());
    }
    View all =
        program.outputs().values().stream()
            .map(output -> views.getOrDefault(output, itself))
            .reduce(View::joined)
            .orElse(itself);
    return new Reach(
        IntStream.range(0, axes)
            .mapToObj(i -> (int) Math.ceil(Math.max(all.before()[i], all.after()[i])))
            .toList(),
        all.isWhole());
  }

  private static View through(Step step, View seen) {
    Call call = step.call();
    if (LOCAL.contains(call.op())
        || ALONG_CHANNELS.contains(call.op()) && call.integer("axis") == 1) {
      return seen;
    }
    return switch (call.op()) {
      case "conv" -> {
        List<Integer> size =
            IntStream.range(0, step.rank() - SPATIAL)
                .mapToObj(
                    i -> (step.operand(1).size(SPATIAL + i) - 1) * call.list("dilation").get(i) + 1)
                .toList();
        yield seen.windows(size, call.list("stride"), call.list("padding"));
      }
      case "maxPool", "avgPool" ->
          seen.windows(call.list("kernel"), call.list("stride"), call.list("padding"));
      case "convTranspose", "resize nearest", "resize linear" -> seen.enlarged(factors(step));
      // where corners are aligned, the distances depend on the size
      case "resize linear_aligned" -> seen.enlarged(factors(step)).notWhole();
      default -> seen.notWhole();
    };
  }

  private static double[] factors(Step step) {
    return IntStream.range(SPATIAL, step.rank())
        .mapToDouble(axis -> (double) step.size(axis) / step.operand(0).size(axis))
        .toArray();
  }
}
