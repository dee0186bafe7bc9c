package dev.icl.engine.tensorflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Derivatives in a graph, through blocks that are computed a second time for them. */
final class TfGradients {
  private final Nodes nodes;
  private final TfBlocks blocks;

  /** The gradients of each value for which they are wanted, by the operation that gives it. */
  private final Map<Operation, List<Output<?>>> found = new LinkedHashMap<>();

  private TfGradients(Nodes nodes, TfBlocks blocks) {
    this.nodes = nodes;
    this.blocks = blocks;
  }

  /**
   * The derivative of a scalar with respect to the values of parameters, by name; those that it
   * does not depend on are left out.
   *
   * @param nodes of the trace
   * @param objective a scalar
   * @param weight of the objective; null for 1
   * @param scope of the program
   * @param blocks of the program
   */
  static Map<String, TfTensor> of(
      Nodes nodes, TfTensor objective, @Nullable Output<?> weight, TfScope scope, TfBlocks blocks) {
    TfGradients gradients = new TfGradients(nodes, blocks);
    scope.parameters().values().forEach(parameter -> gradients.want(parameter));
    blocks.traced().forEach(block -> block.results().forEach(gradients::want));
    gradients.back(List.of(objective.value()), weight == null ? null : List.of(weight));
    for (int i = blocks.traced().size() - 1; i >= 0; i--) {
      gradients.backThrough(blocks.traced().get(i));
    }
    Map<String, TfTensor> result = new LinkedHashMap<>();
    scope
        .parameters()
        .forEach(
            (name, parameter) -> {
              Output<?> gradient = gradients.sum(parameter);
              if (gradient != null) {
                result.put(name, parameter.with(gradient));
              }
            });
    return result;
  }

  private void want(TfTensor value) {
    found.put(value.value().op(), new ArrayList<>());
  }

  private @Nullable Output<?> sum(TfTensor value) {
    List<Output<?>> parts = found.getOrDefault(value.value().op(), List.of());
    return switch (parts.size()) {
      case 0 -> null;
      case 1 -> parts.get(0);
      default -> nodes.node("AddN").list(parts).out();
    };
  }

  private void backThrough(TfBlocks.Traced block) {
    Map<Integer, Output<?>> gradients = new HashMap<>();
    List<Operation> after = new ArrayList<>();
    for (int i = 0; i < block.results().size(); i++) {
      Output<?> gradient = sum(block.results().get(i));
      if (gradient != null) {
        gradients.put(i, gradient);
        after.add(gradient.op());
      }
    }
    if (gradients.isEmpty()) {
      return;
    }
    List<TfTensor> inputs = new ArrayList<>();
    for (TfTensor input : block.inputs()) {
      Output<?> ended = nodes.op("StopGradient", input.value());
      inputs.add(input.with(nodes.node("Identity").in(ended).after(after).out()));
    }
    inputs.forEach(this::want);
    List<TfTensor> results = blocks.repeat(block, inputs, after);
    List<Output<?>> from = new ArrayList<>();
    List<Output<?>> with = new ArrayList<>();
    gradients.forEach(
        (i, gradient) -> {
          from.add(results.get(i).value());
          with.add(gradient);
        });
    back(from, with);
    for (int i = 0; i < inputs.size(); i++) {
      Output<?> gradient = sum(inputs.get(i));
      if (gradient != null) {
        back(List.of(block.inputs().get(i).value()), List.of(gradient));
      }
    }
  }

  /** Adds the gradients of values to what they come from. */
  private void back(List<Output<?>> values, @Nullable List<Output<?>> with) {
    List<Output<?>> from = new ArrayList<>();
    List<Output<?>> weights = new ArrayList<>();
    Set<Operation> ancestors = new HashSet<>();
    for (int i = 0; i < values.size(); i++) {
      Output<?> value = values.get(i);
      List<Output<?>> own = found.get(value.op());
      if (own != null && with != null) {
        own.add(with.get(i));
      } else {
        from.add(value);
        ancestors.addAll(Ancestry.differentiable(value));
        if (with != null) {
          weights.add(with.get(i));
        }
      }
    }
    if (ancestors.stream().anyMatch(VolumeGradients::covers)) {
      VolumeGradients.register();
    }
    List<Output<?>> reached =
        found.keySet().stream()
            .filter(ancestors::contains)
            .<Output<?>>map(operation -> operation.output(0))
            .toList();
    if (reached.isEmpty()) {
      return;
    }
    Output<?>[] results =
        nodes
            .graph()
            .addGradients(
                nodes.uniqueName("gradients"),
                from.toArray(Output[]::new),
                reached.toArray(Output[]::new),
                with == null ? null : weights.toArray(Output[]::new));
    for (int i = 0; i < results.length; i++) {
      found.getOrDefault(reached.get(i).op(), new ArrayList<>()).add(results[i]);
    }
  }
}
