package dev.icl.modules.method;

import dev.icl.core.batch.Batch;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;

/**
 * Noise for the images a teacher sees: normal with deviation 0.1, clipped to ±0.2; redrawn for
 * every pixel of every step. As the ACDC programs of SSL4MIS have it.
 */
final class InputNoise implements StepInputs {
  private static final String STREAM = "input noise";
  private static final double DEVIATION = 0.1;
  private static final float LIMIT = 0.2f;

  private final String name;
  private final int copies;
  private @Nullable HostTensor noise;

  /**
   * @param name of the input
   * @param copies how many rows of noise there are for each unlabelled image
   */
  InputNoise(String name, int copies) {
    this.name = name;
    this.copies = copies;
  }

  @Override
  public void fill(int iteration, RandomKey key, Map<String, HostTensor> inputs) {
    Shape images = EngineRules.input(inputs, Batch.IMAGE_UNLABELED).shape();
    Shape shape = images.with(0, copies * images.dim(0));
    if (noise == null || !noise.shape().equals(shape)) {
      noise = HostTensor.zeros(DType.F32, shape);
    }
    draw(noise, key.child(STREAM));
    inputs.put(name, noise);
  }

  private static void draw(HostTensor target, RandomKey key) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(key.generator());
    FloatBuffer values = target.bytes().asFloatBuffer();
    float[] block = new float[4096];
    while (values.hasRemaining()) {
      int n = Math.min(block.length, values.remaining());
      for (int i = 0; i < n; i++) {
        float value = (float) (gaussian.sample() * DEVIATION);
        block[i] = Math.max(-LIMIT, Math.min(LIMIT, value));
      }
      values.put(block, 0, n);
    }
  }
}
