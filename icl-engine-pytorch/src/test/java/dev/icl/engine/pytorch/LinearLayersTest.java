package dev.icl.engine.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.icl.core.engine.EngineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large weight from the left is the same layer. */
class LinearLayersTest {
  private PtNDManager manager;

  @BeforeEach
  void start() {
    manager =
        (PtNDManager) PtNativeLibrary.load(EngineOptions.defaults()).newBaseManager(Device.cpu());
    JniUtils.setSeed(1);
    JniUtils.setGradMode(true);
  }

  @AfterEach
  void stop() {
    JniUtils.setGradMode(false);
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({"3, true", "3, false", "1, true", "300, true"})
  void outputsAndGradientsAreThoseOfTheLayer(int rows, boolean biased) {
    PtNDArray input = random(rows, 1100);
    PtNDArray weight = random(1000, 1100);
    PtNDArray bias = biased ? random(1000) : null;
    PtNDArray factor = random(rows, 1000);

    PtNDArray[] plain = outputAndGradients(false, input, weight, bias, factor);
    PtNDArray[] left = outputAndGradients(true, input, weight, bias, factor);

    assertThat(plain).hasSize(biased ? 4 : 3);
    for (int i = 0; i < plain.length; i++) {
      assertThat(left[i].getShape()).isEqualTo(plain[i].getShape());
      assertThat(distance(left[i], plain[i])).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void factorsOfTheGradientAreThoseOfTheLayer() {
    PtNDArray input = random(3, 1100);
    PtNDArray weight = random(1000, 1100);
    PtNDArray factor = random(3, 1000);
    Kernels kernels = new Kernels(manager, 2);
    FactoredGradients factored =
        new FactoredGradients(kernels, new LinearLayers(kernels, true), true);
    PtNDArray w = leaf(weight);
    factored.offer("weight", w);

    PtNDArray loss = factored.linear(leaf(input), w, null).mul(factor).sum();
    JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);

    Factors factors = factored.collect().get("weight");
    PtNDArray product = (PtNDArray) factors.gradient().transpose().matMul(factors.input());
    PtNDArray whole = outputAndGradients(false, input, weight, null, factor)[2];
    assertThat(distance(product, whole)).isCloseTo(0, within(1e-6));
  }

  /** Output, then the gradients of input, weight and bias of {@code sum(output · factor)}. */
  private PtNDArray[] outputAndGradients(
      boolean fromTheLeft, PtNDArray input, PtNDArray weight, PtNDArray bias, PtNDArray factor) {
    PtNDArray x = leaf(input);
    PtNDArray w = leaf(weight);
    PtNDArray b = bias == null ? null : leaf(bias);
    PtNDArray output = new LinearLayers(new Kernels(manager, 2), fromTheLeft).apply(x, w, b);
    PtNDArray loss = output.mul(factor).sum();
    JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
    return b == null
        ? new PtNDArray[] {output, JniUtils.getGradient(x), JniUtils.getGradient(w)}
        : new PtNDArray[] {
          output, JniUtils.getGradient(x), JniUtils.getGradient(w), JniUtils.getGradient(b)
        };
  }

  private static PtNDArray leaf(PtNDArray array) {
    PtNDArray leaf = JniUtils.detachGradient(array);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  private PtNDArray random(long... shape) {
    return (PtNDArray) manager.randomNormal(new Shape(shape));
  }

  /** {@code ‖a − b‖ / ‖b‖}. */
  private static double distance(PtNDArray a, PtNDArray b) {
    return Math.sqrt(a.sub(b).square().sum().getFloat() / b.square().sum().getFloat());
  }
}
