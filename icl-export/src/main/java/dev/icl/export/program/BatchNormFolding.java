package dev.icl.export.program;

import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program without the batch norms that follow a convolution, or a sum of convolutions, which
 * nothing else reads: their scale and shift become a part of weights and biases.
 */
final class BatchNormFolding {
  private final Map<Step, Integer> readers = new HashMap<>();
  private final Map<Step, Step> made = new HashMap<>();

  private BatchNormFolding() {}

  static RecordedProgram of(RecordedProgram program) {
    return new BatchNormFolding().folded(program);
  }

  private RecordedProgram folded(RecordedProgram program) {
    for (Step step : program.steps()) {
      step.operands().forEach(operand -> readers.merge(operand, 1, Integer::sum));
    }
    program.outputs().values().forEach(output -> readers.merge(output, 1, Integer::sum));
    for (Step step : program.steps()) {
      made.put(step, folded(step));
    }
    Map<String, Step> outputs = new LinkedHashMap<>();
    program.outputs().forEach((name, step) -> outputs.put(name, now(step)));
    return RecordedProgram.of(program.inputs(), outputs, program.grows());
  }

  /** Inputs and constants stay. */
  private Step now(Step step) {
    return made.getOrDefault(step, step);
  }

  private Step folded(Step step) {
    if (step.call().op().equals("batchNorm")
        && step.operands().stream().skip(1).allMatch(o -> o.value().isPresent())) {
      double[] scale = values(step, 1);
      double[] shift = values(step, 2);
      double[] mean = values(step, 3);
      double[] variance = values(step, 4);
      for (int i = 0; i < scale.length; i++) {
        scale[i] /= Math.sqrt(variance[i] + step.call().number("epsilon"));
        shift[i] -= mean[i] * scale[i];
      }
      Optional<Step> scaled = scaled(step.operand(0), scale, shift);
      if (scaled.isPresent()) {
        return scaled.get();
      }
    }
    return step.with(
        step.operands().stream().map(this::now).toList(),
        step.sizes().stream().map(this::now).toList());
  }

  private Extent now(Extent extent) {
    return extent.of().map(of -> Extent.of(extent.number(), now(of), extent.axis())).orElse(extent);
  }

  private static double[] values(Step step, int operand) {
    return step.operand(operand).value().orElseThrow().toDoubles();
  }

  /** A step, scaled and shifted for each channel; empty where that is not possible. */
  private Optional<Step> scaled(Step step, double[] scale, double[] shift) {
    if (!canScale(step)) {
      return Optional.empty();
    }
    Step result;
    if (step.call().op().equals("add")) {
      Step one = scaled(step.operand(0), scale, shift).orElseThrow();
      Step other = scaled(step.operand(1), scale, new double[shift.length]).orElseThrow();
      result = step.with(List.of(one, other), List.of());
    } else {
      boolean transposed = step.call().op().equals("convTranspose");
      double[] bias = step.operands().size() < 3 ? new double[shift.length] : values(step, 2);
      for (int i = 0; i < bias.length; i++) {
        bias[i] = bias[i] * scale[i] + shift[i];
      }
      HostTensor weight = step.operand(1).value().orElseThrow();
      List<Step> operands = new ArrayList<>();
      operands.add(now(step.operand(0)));
      operands.add(Step.constant(scaled(weight, scale, transposed ? 1 : 0)));
      if (step.operands().size() == 3 || Arrays.stream(shift).anyMatch(value -> value != 0)) {
        operands.add(
            Step.constant(
                HostTensor.fill(weight.dtype(), Shape.of(bias.length), i -> bias[(int) i])));
      }
      result = step.with(operands, List.of());
    }
    // who asks for its sizes gets those of what took its place
    made.put(step, result);
    return Optional.of(result);
  }

  private boolean canScale(Step step) {
    if (readers.getOrDefault(step, 0) != 1) {
      return false;
    }
    return switch (step.call().op()) {
      case "conv", "convTranspose" ->
          step.operands().stream().skip(1).allMatch(operand -> operand.value().isPresent());
      case "add" ->
          step.operand(0) != step.operand(1)
              && isWhole(step, step.operand(0))
              && isWhole(step, step.operand(1))
              && canScale(step.operand(0))
              && canScale(step.operand(1));
      default -> false;
    };
  }

  /** Whether an operand is not stretched. */
  private static boolean isWhole(Step step, Step operand) {
    return operand.shapes().equals(step.shapes());
  }

  private static HostTensor scaled(HostTensor weight, double[] scale, int axis) {
    Shape shape = weight.shape();
    int inner = (int) shape.slice(axis + 1, shape.rank()).numel();
    return HostTensor.fill(
        weight.dtype(), shape, i -> weight.get((int) i) * scale[(int) (i / inner % scale.length)]);
  }
}
