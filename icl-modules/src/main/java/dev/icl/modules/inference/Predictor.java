package dev.icl.modules.inference;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.DType;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * The segmentation of images with the backbone alone, as at test time: the class of the highest
 * logit in every pixel. It reads the engine's variables at every call, so it follows a training
 * that continues.
 */
public final class Predictor implements AutoCloseable {
  private static final String IMAGES = "images";
  private static final String LABELS = "labels";
  private static final RandomKey NO_DRAWS = RandomKey.of(0);

  private final CompiledProgram program;

  /**
   * @param engine holds the network's variables by the time of the first call
   * @throws IllegalArgumentException if the network has more than 256 classes
   */
  public Predictor(Engine engine, SegmentationNetwork network) {
    if (network.classes() > 256) {
      throw new IllegalArgumentException(network.classes() + " classes do not fit in one byte");
    }
    program =
        engine.compile(
            (scope, inputs) ->
                Map.of(
                    LABELS,
                    scope.ops().argmax(network.apply(scope, inputs.get(IMAGES)).logits(), 1)),
            Compilation.inference());
  }

  /**
   * Label maps of images; any number of them at once.
   *
   * @param images float32 {@code [N, C, spatial]}
   * @return {@link DType#U8} {@code [N, spatial]}
   * @throws IllegalArgumentException if a spatial size is none the network can divide
   */
  public HostTensor predict(HostTensor images) {
    HostTensor labels = EngineRules.output(program.run(Map.of(IMAGES, images), NO_DRAWS), LABELS);
    HostTensor bytes = HostTensor.zeros(DType.U8, labels.shape());
    LongBuffer from = labels.bytes().asLongBuffer();
    ByteBuffer to = bytes.bytes();
    while (from.hasRemaining()) {
      to.put((byte) from.get());
    }
    return bytes;
  }

  @Override
  public void close() {
    program.close();
  }
}
