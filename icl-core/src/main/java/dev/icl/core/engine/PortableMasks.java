package dev.icl.core.engine;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Shape;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The dropout masks of {@link RandomMode#PORTABLE}: the same on every engine and machine.
 *
 * <p>Call {@code i} (from 0) of a micro-batch whose {@linkplain Compilation#stream stream} is
 * {@code key} draws from {@code key.child("mask").child(i)}, one float32 in [0, 1) for each element
 * in C order. An element is kept where the draw is at least the rate.
 */
public final class PortableMasks {
  private PortableMasks() {}

  /**
   * The mask of one dropout call.
   *
   * @param stream of the micro-batch; of the first, the key given to {@link CompiledProgram#run}
   * @param call the number of dropouts with a positive rate that the micro-batch has met before
   * @param rate the probability of zero, 0 to below 1
   * @param shape the mask's shape
   * @return float32: 0 where dropped, {@code 1 / (1 − rate)} where kept
   */
  public static HostTensor draw(RandomKey stream, int call, double rate, Shape shape) {
    HostTensor mask = HostTensor.zeros(DType.F32, shape);
    UniformRandomProvider random = stream.child("mask").child(call).generator();
    float threshold = (float) rate;
    float kept = (float) (1 / (1 - rate));
    FloatBuffer values = mask.bytes().asFloatBuffer();
    float[] block = new float[Math.min(mask.size(), 4096)];
    while (values.hasRemaining()) {
      int n = Math.min(block.length, values.remaining());
      for (int i = 0; i < n; i++) {
        block[i] = random.nextFloat() < threshold ? 0f : kept;
      }
      values.put(block, 0, n);
    }
    return mask;
  }
}
