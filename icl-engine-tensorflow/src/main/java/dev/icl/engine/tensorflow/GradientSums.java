package dev.icl.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The sums of the gradients of a step's micro-batches. Gradients of large matrices that are
 * products of small ones are not added up: the sum of products is the product of the factors put
 * side by side.
 */
final class GradientSums {
  /** The factors {@code gᵀ · x} of a matrix. */
  private record Factors(Output<?> gradient, Output<?> input) {
    boolean areFloats() {
      return gradient.dataType() == DataType.DT_FLOAT && input.dataType() == DataType.DT_FLOAT;
    }
  }

  private final Nodes nodes;
  private final Map<String, TfTensor> sums = new LinkedHashMap<>();
  private final Map<String, List<Factors>> products = new LinkedHashMap<>();

  GradientSums(Nodes nodes) {
    this.nodes = nodes;
  }

  /** Adds the gradients of a micro-batch. */
  void add(Map<String, TfTensor> gradients) {
    gradients.forEach(
        (name, gradient) -> {
          Optional<Factors> factors = factors(gradient.value());
          TfTensor before = sums.get(name);
          boolean product = factors.isPresent() && (before == null || products.containsKey(name));
          if (product) {
            products.computeIfAbsent(name, unused -> new ArrayList<>()).add(factors.get());
          }
          if (before == null || product) {
            sums.put(name, gradient);
          } else {
            Output<?> sum = result(name).value();
            products.remove(name);
            sums.put(name, gradient.with(nodes.op("AddV2", sum, gradient.value())));
          }
        });
  }

  /** The operations that have run when all that was added is summed up, but for the products. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    sums.forEach(
        (name, sum) -> {
          if (products.containsKey(name)) {
            products
                .get(name)
                .forEach(
                    factors -> {
                      operations.add(factors.gradient().op());
                      operations.add(factors.input().op());
                    });
          } else {
            operations.add(sum.value().op());
          }
        });
    return operations;
  }

  /** The parameters in the order in which the program read them. */
  List<String> names() {
    return List.copyOf(sums.keySet());
  }

  /** The sums over all processes, by parameter, in an order that all processes have. */
  Map<String, TfTensor> results(StepCut cut) {
    Map<String, TfTensor> results = new LinkedHashMap<>();
    // a program may read its variables in another order in every process
    for (String name : new TreeSet<>(sums.keySet())) {
      List<Factors> factors = products.getOrDefault(name, List.of());
      results.put(
          name,
          factors.isEmpty() || !factors.stream().allMatch(Factors::areFloats)
              ? cut.sum(name, result(name))
              : result(name)
                  .with(
                      product(
                          cut.rows(stacked(factors, Factors::gradient)),
                          cut.rows(stacked(factors, Factors::input)))));
    }
    return results;
  }

  /** The sums by parameter. */
  Map<String, TfTensor> results() {
    Map<String, TfTensor> results = new LinkedHashMap<>();
    sums.keySet().forEach(name -> results.put(name, result(name)));
    return results;
  }

  private TfTensor result(String name) {
    TfTensor sum = Objects.requireNonNull(sums.get(name), name);
    List<Factors> factors = products.getOrDefault(name, List.of());
    return factors.size() < 2
        ? sum
        : sum.with(product(stacked(factors, Factors::gradient), stacked(factors, Factors::input)));
  }

  private Output<?> stacked(List<Factors> factors, Function<Factors, Output<?>> one) {
    return nodes.concat(factors.stream().<Output<?>>map(one).toList(), 0);
  }

  private Output<?> product(Output<?> gradient, Output<?> input) {
    return nodes
        .node("MatMul")
        .in(gradient, input)
        .attr("transpose_a", true)
        .attr("transpose_b", false)
        .out();
  }

  /** The factors of a product that is larger than both of them. */
  private static Optional<Factors> factors(Output<?> value) {
    GraphOperation operation = (GraphOperation) value.op();
    if (!operation.type().equals("MatMul")
        || !operation.attributes().getAttrBool("transpose_a")
        || operation.attributes().getAttrBool("transpose_b")) {
      return Optional.empty();
    }
    List<Output<?>> inputs = new ArrayList<>();
    for (Operand<?> input : operation.inputs()) {
      inputs.add(input.asOutput());
    }
    Output<?> gradient = inputs.get(0);
    Output<?> input = inputs.get(1);
    return gradient.shape().size() + input.shape().size() < value.shape().size()
        ? Optional.of(new Factors(gradient, input))
        : Optional.empty();
  }
}
