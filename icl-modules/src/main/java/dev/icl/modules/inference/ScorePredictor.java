package dev.icl.modules.inference;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.core.tensor.Tensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * A backbone's logits, or their softmax. It reads the engine's variables at every call; one thread
 * at a time.
 */
public final class ScorePredictor implements PatchScores, AutoCloseable {
  private static final String IMAGES = "images";
  private static final String SCORES = "scores";
  private static final RandomKey NO_DRAWS = RandomKey.of(0);

  private final CompiledProgram program;

  /**
   * @param engine holds the network's variables by the time of the first call
   * @param network the backbone
   * @param average the scores that are wanted
   */
  public ScorePredictor(Engine engine, SegmentationNetwork network, Average average) {
    program =
        engine.compile(
            (scope, inputs) -> {
              Tensor logits = network.apply(scope, inputs.get(IMAGES)).logits();
              return Map.of(
                  SCORES, average == Average.LOGITS ? logits : scope.ops().softmax(logits, 1));
            },
            Compilation.inference());
  }

  @Override
  public HostTensor of(HostTensor patches) {
    return EngineRules.output(program.run(Map.of(IMAGES, patches), NO_DRAWS), SCORES);
  }

  @Override
  public void close() {
    program.close();
  }
}
