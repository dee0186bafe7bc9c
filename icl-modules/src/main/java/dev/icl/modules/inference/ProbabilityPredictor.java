package dev.icl.modules.inference;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineRules;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import dev.icl.modules.network.SegmentationNetwork;
import java.util.Map;

/**
 * The softmax of a backbone's logits. It reads the engine's variables at every call; one thread at
 * a time.
 */
public final class ProbabilityPredictor implements PatchScores, AutoCloseable {
  private static final String IMAGES = "images";
  private static final String PROBABILITIES = "probabilities";
  private static final RandomKey NO_DRAWS = RandomKey.of(0);

  private final CompiledProgram program;

  /**
   * @param engine holds the network's variables by the time of the first call
   */
  public ProbabilityPredictor(Engine engine, SegmentationNetwork network) {
    program =
        engine.compile(
            (scope, inputs) ->
                Map.of(
                    PROBABILITIES,
                    scope.ops().softmax(network.apply(scope, inputs.get(IMAGES)).logits(), 1)),
            Compilation.inference());
  }

  @Override
  public HostTensor of(HostTensor patches) {
    return EngineRules.output(program.run(Map.of(IMAGES, patches), NO_DRAWS), PROBABILITIES);
  }

  @Override
  public void close() {
    program.close();
  }
}
