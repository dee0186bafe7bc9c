package dev.icl.export.program;

import dev.icl.core.tensor.Shape;
import dev.icl.export.program.Recorder.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recordings of one program at several sizes, put together to one: operations and numbers must be
 * the same in all, and sizes that differ are found again among those of earlier tensors.
 */
final class Alignment {
  /** Operations whose result has sizes that do not follow from the operands and the numbers. */
  private static final Set<String> TOLD =
      Set.of(
          "reshape",
          "broadcastTo",
          "slice",
          "resize nearest",
          "resize linear",
          "resize linear_aligned");

  private final List<Recording> recordings;
  private final List<Step> steps = new ArrayList<>();
  private final Map<RecordedTensor, Step> known = new HashMap<>();

  private Alignment(List<Recording> recordings) {
    this.recordings = recordings;
  }

  /**
   * The program of all recordings.
   *
   * @param recordings at least one
   * @param grows whether they differ in more than the batch
   * @throws UnfitStep if something else than sizes differs
   */
  static RecordedProgram of(List<Recording> recordings, boolean grows) {
    return new Alignment(recordings).aligned(grows);
  }

  private RecordedProgram aligned(boolean grows) {
    Recording first = recordings.get(0);
    Set<RecordedTensor> needed = needed(first);
    for (RecordedTensor tensor : first.tensors()) {
      if (needed.contains(tensor)) {
        Step step = step(tensor);
        known.put(tensor, step);
        steps.add(step);
      }
    }
    Map<String, Step> inputs = new LinkedHashMap<>();
    first.inputs().forEach((name, tensor) -> inputs.put(name, known.get(tensor)));
    Map<String, Step> outputs = new LinkedHashMap<>();
    first
        .outputs()
        .forEach(
            (name, tensor) -> {
              for (Recording other : recordings) {
                RecordedTensor twin = other.outputs().get(name);
                if (twin == null) {
                  throw UnfitStep.ofSizes(tensor.call().op());
                }
                requireSame(tensor, twin, tensor.call().op());
              }
              outputs.put(name, of(tensor));
            });
    return RecordedProgram.of(inputs, outputs, grows);
  }

  private static Set<RecordedTensor> needed(Recording recording) {
    Set<RecordedTensor> needed = new HashSet<>(recording.inputs().values());
    needed.addAll(recording.outputs().values());
    List<RecordedTensor> tensors = recording.tensors();
    for (int i = tensors.size() - 1; i >= 0; i--) {
      if (needed.contains(tensors.get(i))) {
        needed.addAll(tensors.get(i).operands());
      }
    }
    return needed;
  }

  private Step step(RecordedTensor tensor) {
    List<Shape> shapes = new ArrayList<>();
    String op = tensor.call().op();
    for (Recording recording : recordings) {
      if (tensor.place() >= recording.tensors().size()) {
        throw UnfitStep.ofSizes(op);
      }
      RecordedTensor twin = recording.tensors().get(tensor.place());
      if (!twin.call().equals(tensor.call())
          || twin.operands().size() != tensor.operands().size()
          || twin.shape().rank() != tensor.shape().rank()) {
        throw UnfitStep.ofSizes(op);
      }
      for (int i = 0; i < tensor.operands().size(); i++) {
        requireSame(tensor.operands().get(i), twin.operands().get(i), op);
      }
      shapes.add(twin.shape());
    }
    List<Step> operands = tensor.operands().stream().map(this::of).toList();
    Step step =
        new Step(tensor.call(), operands, tensor.dtype(), shapes, Optional.empty(), List.of());
    return TOLD.contains(op) ? step.with(operands, sizes(step, operands)) : step;
  }

  private static void requireSame(RecordedTensor one, RecordedTensor other, String op) {
    boolean same =
        one.value().isPresent() && other.value().isPresent()
            ? one.value().get() == other.value().get()
            : one.place() == other.place();
    if (!same) {
      throw UnfitStep.ofSizes(op);
    }
  }

  private Step of(RecordedTensor tensor) {
    return known.computeIfAbsent(tensor, made -> Step.constant(made.value().orElseThrow()));
  }

  private List<Extent> sizes(Step step, List<Step> operands) {
    List<Extent> sizes = new ArrayList<>();
    for (int axis = 0; axis < step.rank(); axis++) {
      sizes.add(extent(step, axis, operands.get(0)));
    }
    return sizes;
  }

  private Extent extent(Step step, int axis, Step operand) {
    if (step.isFixed(axis)) {
      return Extent.fixed(step.size(axis));
    }
    List<Step> sources = new ArrayList<>(List.of(operand));
    for (int i = steps.size() - 1; i >= 0; i--) {
      sources.add(steps.get(i));
    }
    if (axis < operand.rank() && step.isAsLong(axis, operand, axis)) {
      return Extent.of(1, operand, axis);
    }
    return sources.stream()
        .flatMap(source -> multiple(step, axis, source, 1).stream())
        .findFirst()
        .or(
            () ->
                sources.stream()
                    .flatMap(source -> multiple(step, axis, source, 0).stream())
                    .findFirst())
        .orElseThrow(() -> UnfitStep.ofSizes(step.call().op()));
  }

  /**
   * The size of an axis as a multiple of one of another tensor's.
   *
   * @param step whose axis it is
   * @param axis of that step
   * @param source the other tensor
   * @param most the multiple; 0 for any
   */
  private static Optional<Extent> multiple(Step step, int axis, Step source, int most) {
    List<Integer> wanted = step.along(axis);
    for (int at = 0; at < source.rank(); at++) {
      List<Integer> sizes = source.along(at);
      if (source.isFixed(at) || sizes.get(0) == 0 || wanted.get(0) % sizes.get(0) != 0) {
        continue;
      }
      int factor = wanted.get(0) / sizes.get(0);
      boolean fits = most == 0 || factor == most;
      for (int i = 0; i < wanted.size() && fits; i++) {
        fits = wanted.get(i) == factor * sizes.get(i);
      }
      if (fits) {
        return Optional.of(Extent.of(factor, source, at));
      }
    }
    return Optional.empty();
  }
}
