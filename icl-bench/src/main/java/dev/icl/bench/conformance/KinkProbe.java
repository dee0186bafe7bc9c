package dev.icl.bench.conformance;

import dev.icl.core.engine.Program;
import dev.icl.core.engine.ProgramInputs;
import dev.icl.core.engine.Variables;
import dev.icl.core.ops.PoolSpec;
import dev.icl.core.reference.RefTensor;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import dev.icl.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a step forward in float64 and finds what lies within float32's rounding of a kink. */
final class KinkProbe implements KinkedScope.Watcher {
  /**
   * The tolerated distance of an engine's value from the double precision's, as a share of the
   * largest value of its tensor: what outputs are allowed, and as much again.
   */
  static final double ROUNDING = 2e-5;

  private final List<Kinks.Site> sites = new ArrayList<>();
  private long elements;
  private double[] behindRelu = {};

  private KinkProbe() {}

  /**
   * @param variables the values to start from; they stay as they are
   */
  static Kinks of(Program program, Variables variables, Map<String, HostTensor> inputs) {
    KinkProbe probe = new KinkProbe();
    Map<String, Tensor> given = new LinkedHashMap<>();
    inputs.forEach((name, value) -> given.put(name, RefTensor.of(value)));
    program.apply(new KinkedScope(new DoubleScope(variables), probe), ProgramInputs.of(given));
    return new Kinks(probe.sites, probe.elements);
  }

  @Override
  public Tensor before(
      int call, String operation, String layer, Tensor x, @Nullable PoolSpec window) {
    double[] values = ((RefTensor) x).values();
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    List<Kinks.Jump> jumps =
        window == null
            ? atZero(call, values, largest)
            : tied(call, x.shape(), window, values, largest, Arrays.equals(values, behindRelu));
    if (operation.equals("relu")) {
      // 0.0 for -0.0 as well, so that the arrays compare as numbers do
      behindRelu = Arrays.stream(values).map(v -> v > 0 ? v : 0.0).toArray();
    }
    elements += values.length;
    if (!jumps.isEmpty()) {
      sites.add(new Kinks.Site(call, operation, layer, x.shape(), jumps));
    }
    return x;
  }

  private static List<Kinks.Jump> atZero(int call, double[] values, double largest) {
    double rounding = ROUNDING * largest;
    List<Kinks.Jump> jumps = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      double distance = Math.abs(values[i]);
      if (largest > 0 && distance <= rounding) {
        // at 0 itself the derivative is that of the negative side
        double side = values[i] > 0 ? 1 : -1;
        jumps.add(
            new Kinks.Jump(
                call,
                List.of(
                    new Kinks.Side(i, side * rounding),
                    new Kinks.Side(i, -side * (distance + rounding))),
                distance / largest));
      }
    }
    return jumps;
  }

  /**
   * @param behindRelu whether the values are what a ReLU gave: none of its zeros has a gradient, so
   *     it is no matter which of them a window takes
   */
  private static List<Kinks.Jump> tied(
      int call, Shape shape, PoolSpec spec, double[] values, double largest, boolean behindRelu) {
    double rounding = ROUNDING * largest;
    List<Kinks.Jump> jumps = new ArrayList<>();
    for (List<Integer> window : Windows.of(shape, spec)) {
      int winner = window.get(0);
      for (int at : window) {
        winner = values[at] > values[winner] ? at : winner;
      }
      List<Kinks.Side> sides = new ArrayList<>(List.of(new Kinks.Side(winner, rounding)));
      double nearest = Double.POSITIVE_INFINITY;
      for (int at : window) {
        double gap = values[winner] - values[at];
        if (at != winner && gap <= rounding) {
          sides.add(new Kinks.Side(at, gap + rounding));
          nearest = Math.min(nearest, gap);
        }
      }
      boolean dead = behindRelu && values[winner] == 0;
      if (largest > 0 && sides.size() > 1 && !dead) {
        jumps.add(new Kinks.Jump(call, sides, nearest / largest));
      }
    }
    return jumps;
  }
}
