package dev.icl.core.contract;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.StepExchange;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.ops.CheckedOps;
import dev.icl.core.ops.Ops;
import dev.icl.core.optim.GradientGuard;
import dev.icl.core.optim.Optimizer;
import dev.icl.core.random.RandomKey;
import dev.icl.core.reference.FrozenValues;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.reference.ReferenceOps;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A program run by the reference; gradients are central finite differences in float64. */
final class ReferenceProgram implements CompiledProgram {
  private final Program program;
  private final Compilation compilation;
  private final ReferenceVariables variables;
  private final Function<RandomKey, ReferenceScope.MaskSource> masks;
  private final UnaryOperator<Ops> interceptor;
  private final double nudge;
  private final StepExchange exchange;

  ReferenceProgram(
      Program program,
      Compilation compilation,
      ReferenceVariables variables,
      Function<RandomKey, ReferenceScope.MaskSource> masks,
      UnaryOperator<Ops> interceptor,
      double nudge) {
    this.program = program;
    this.compilation = compilation;
    this.variables = variables;
    this.masks = masks;
    this.interceptor = interceptor;
    this.nudge = nudge;
    exchange = new StepExchange(compilation);
  }

  @Override
  public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
    EngineRules.requireParts(compilation, parts.size());
    FrozenValues frozen = new FrozenValues();
    Map<String, double[]> start = variables.snapshot();
    Function<Map<String, double[]>, Run> step =
        values -> {
          ReferenceScope scope =
              new ReferenceScope(variables, values, compilation.training(), frozen, interceptor);
          List<Map<String, Tensor>> outputs = new ArrayList<>();
          for (int i = 0; i < parts.size(); i++) {
            scope.begin(masks.apply(compilation.stream(key, i)));
            Map<String, Tensor> given = new LinkedHashMap<>();
            parts.get(i).forEach((name, value) -> given.put(name, RefTensor.of(value)));
            outputs.add(program.apply(scope, ProgramInputs.of(given)));
          }
          return new Run(outputs, mean(outputs), scope);
        };
    Run base = step.apply(start);
    Map<String, RefTensor> gradients = new LinkedHashMap<>();
    compilation
        .objective()
        .ifPresent(objective -> gradients.putAll(differentiate(objective, base, step, frozen)));
    if (exchange.averages()) {
      sum(gradients);
    }

    Map<String, HostTensor> results =
        exchange.averages()
            ? EngineRules.mean(
                exchange.outputs(base.parts.stream().map(ReferenceProgram::hosts).toList()))
            : hosts(base.outputs);
    Map<String, RefTensor> guarded =
        compilation
            .guard()
            .map(
                guard ->
                    ReferenceGuard.apply(
                        guard, gradients, base.scope.assigned(), results, exchange))
            .orElse(gradients);
    if (!results.containsKey(GradientGuard.SKIPPED)) {
      base.scope.assigned().forEach((name, value) -> variables.set(name, value.values()));
      compilation
          .optimizer()
          .ifPresent(
              optimizer -> {
                Tensor rate =
                    RefTensor.of(EngineRules.input(parts.get(0), Optimizer.LEARNING_RATE));
                guarded.forEach((name, gradient) -> update(optimizer, name, gradient, rate));
              });
    }
    if (compilation.gradients()) {
      gradients.forEach((name, gradient) -> results.put("grad/" + name, gradient.toHost()));
    }
    return results;
  }

  /** Makes this process's gradients, of the mean of its own micro-batches, those of all. */
  private void sum(Map<String, RefTensor> gradients) {
    Map<String, HostTensor> hosts = new TreeMap<>();
    double share = 1.0 / compilation.group().size();
    gradients.forEach(
        (name, gradient) -> {
          double[] values = gradient.values();
          hosts.put(
              name, HostTensor.fill(DType.F32, gradient.shape(), i -> values[(int) i] * share));
        });
    exchange.sum(hosts);
    hosts.forEach((name, host) -> gradients.put(name, RefTensor.of(host)));
  }

  private static Map<String, HostTensor> hosts(Map<String, Tensor> outputs) {
    Map<String, HostTensor> hosts = new LinkedHashMap<>();
    outputs.forEach((name, value) -> hosts.put(name, ((RefTensor) value).toHost()));
    return hosts;
  }

  private static Map<String, Tensor> mean(List<Map<String, Tensor>> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Ops ops = new CheckedOps(new ReferenceOps());
    Map<String, Tensor> means = new LinkedHashMap<>();
    for (String name : parts.get(0).keySet()) {
      Tensor sum = parts.stream().map(part -> part.get(name)).reduce(ops::add).orElseThrow();
      EngineRules.requireScalar(name, sum.dtype(), sum.shape());
      means.put(name, ops.mul(sum, 1.0 / parts.size()));
    }
    return means;
  }

  private Map<String, RefTensor> differentiate(
      String objective, Run base, Function<Map<String, double[]>, Run> step, FrozenValues frozen) {
    RefTensor value = (RefTensor) EngineRules.objective(base.outputs, objective);
    Map<String, RefTensor> gradients = new LinkedHashMap<>();
    for (String name : base.scope.read()) {
      if (!value.sources().contains(name)) {
        continue;
      }
      VariableSpec spec = variables.spec(name);
      Map<String, double[]> nudged = variables.snapshot();
      double[] original = nudged.get(name);
      double[] gradient = new double[original.length];
      for (int i = 0; i < original.length; i++) {
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
          double[] values = original.clone();
          values[i] += side == 0 ? -nudge : nudge;
          nudged.put(name, values);
          frozen.rewind();
          sides[side] = ((RefTensor) step.apply(nudged).outputs.get(objective)).values()[0];
        }
        gradient[i] = (sides[1] - sides[0]) / (2 * nudge);
      }
      gradients.put(name, RefTensor.of(spec.dtype(), spec.shape(), gradient));
    }
    return gradients;
  }

  private void update(Optimizer optimizer, String name, RefTensor gradient, Tensor rate) {
    VariableSpec spec = variables.spec(name);
    Map<String, Tensor> slots = new LinkedHashMap<>();
    for (String slot : optimizer.slots()) {
      String slotName = Optimizer.slotName(slot, name);
      if (!variables.contains(slotName)) {
        Shape shape = optimizer.slotShape(slot, spec.shape());
        variables.create(
            VariableSpec.slot(slotName, spec.dtype(), shape),
            HostTensor.zeros(spec.dtype(), shape));
      }
      slots.put(slot, current(slotName));
    }
    Ops ops = new CheckedOps(new ReferenceOps());
    Optimizer.Update update = optimizer.update(ops, current(name), gradient, slots, rate);
    variables.set(name, ((RefTensor) update.parameter()).values());
    update
        .slots()
        .forEach(
            (slot, value) ->
                variables.set(Optimizer.slotName(slot, name), ((RefTensor) value).values()));
  }

  private RefTensor current(String name) {
    VariableSpec spec = variables.spec(name);
    return RefTensor.of(spec.dtype(), spec.shape(), variables.snapshot().get(name));
  }

  /** The reference holds no native memory. */
  @Override
  public void close() {}

  /**
   * A run of a step.
   *
   * @param parts the outputs of its micro-batches
   * @param outputs their means
   */
  private record Run(
      List<Map<String, Tensor>> parts, Map<String, Tensor> outputs, ReferenceScope scope) {}
}
