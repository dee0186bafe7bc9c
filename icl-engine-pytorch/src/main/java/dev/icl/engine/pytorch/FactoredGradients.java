package dev.icl.engine.pytorch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gradients of large linear layers, kept as their factors for one step.
 *
 * <p>The gradient of {@code y = x · Wᵀ} is {@code gᵀ · x}, with {@code g} that of {@code y}. Where
 * a batch has far fewer rows than {@code W}, the product is as large as the weight and is read
 * once: by the optimiser, which can as well form it block by block. A zero that is added to {@code
 * y} collects {@code g}.
 */
final class FactoredGradients {
  private record Use(PtNDArray input, PtNDArray collector) {}

  private final Kernels kernels;
  private final LinearLayers layers;
  private final boolean active;
  private final IdentityHashMap<PtNDArray, String> weights = new IdentityHashMap<>();
  private final Map<String, List<Use>> uses = new LinkedHashMap<>();
  private boolean paused;

  FactoredGradients(Kernels kernels, LinearLayers layers, boolean active) {
    this.kernels = kernels;
    this.layers = layers;
    this.active = active;
  }

  /** Offers a leaf of the tape; large matrices are remembered. */
  void offer(String parameter, PtNDArray leaf) {
    if (active && LinearLayers.isLarge(leaf)) {
      weights.put(leaf, parameter);
    }
  }

  /** Covers nothing, or what it did before: what is computed without a tape has no gradient. */
  void pause(boolean off) {
    paused = off;
  }

  boolean covers(PtNDArray weight, PtNDArray input) {
    return !paused && weights.containsKey(weight) && LinearLayers.hasFewRows(input, weight);
  }

  /**
   * The linear layer without a gradient for its weight.
   *
   * @param bias may be null
   */
  PtNDArray linear(PtNDArray input, PtNDArray weight, @Nullable PtNDArray bias) {
    PtNDArray output = layers.apply(input, JniUtils.detachGradient(weight), bias);
    PtNDArray collector = kernels.call("torch.zeros_like(a)", JniUtils.detachGradient(output));
    collector.setRequiresGradient(true);
    String name = Objects.requireNonNull(weights.get(weight), "a weight that was not offered");
    uses.computeIfAbsent(name, unused -> new ArrayList<>())
        .add(new Use(JniUtils.detachGradient(input), collector));
    return output.add(collector);
  }

  /** Lets the factors outlive the tape. */
  void keep(PtNDManager step) {
    uses.values()
        .forEach(
            list ->
                list.forEach(
                    use -> {
                      use.input().attach(step);
                      use.collector().attach(step);
                    }));
  }

  /** After backward: the factors by parameter. Weights that the objective ignores are left out. */
  Map<String, Factors> collect() {
    Map<String, Factors> factors = new LinkedHashMap<>();
    uses.forEach(
        (parameter, list) -> {
          List<PtNDArray> gradients = new ArrayList<>();
          List<PtNDArray> inputs = new ArrayList<>();
          for (Use use : list) {
            PtNDArray gradient = JniUtils.getGradient(use.collector());
            if (gradient != null) {
              gradients.add(rows(gradient));
              inputs.add(rows(use.input()));
            }
          }
          if (!gradients.isEmpty()) {
            factors.put(parameter, new Factors(stacked(gradients), stacked(inputs)));
          }
        });
    return factors;
  }

  private static PtNDArray stacked(List<PtNDArray> parts) {
    return parts.size() == 1 ? parts.get(0) : JniUtils.cat(parts.toArray(PtNDArray[]::new), 0);
  }

  private static PtNDArray rows(PtNDArray array) {
    return (PtNDArray) array.reshape(-1, array.getShape().get(lastAxis(array)));
  }

  private static int lastAxis(PtNDArray array) {
    return array.getShape().dimension() - 1;
  }
}
