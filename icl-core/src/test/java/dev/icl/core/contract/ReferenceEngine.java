package dev.icl.core.contract;

import dev.icl.core.engine.Compilation;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EngineInfo;
import dev.icl.core.engine.EngineOptions;
import dev.icl.core.engine.PortableMasks;
import dev.icl.core.engine.Program;
import dev.icl.core.engine.RandomMode;
import dev.icl.core.engine.Variables;
import dev.icl.core.ops.Ops;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.Device;
import java.util.function.UnaryOperator;

/**
 * The reference as an engine: slow, in float64 on the JVM, with gradients by central finite
 * differences. Right for small programs only.
 */
public final class ReferenceEngine implements Engine {
  private static final double NUDGE = 1e-5;

  private final EngineOptions options;
  private final UnaryOperator<Ops> interceptor;
  private final double nudge;
  private final ReferenceVariables variables = new ReferenceVariables();
  private long steps;

  /**
   * @param options only the random mode and the seed matter
   */
  public ReferenceEngine(EngineOptions options) {
    this(options, ops -> ops, NUDGE);
  }

  /**
   * @param interceptor stands between programs and operations, for instance to record calls
   */
  public ReferenceEngine(EngineOptions options, UnaryOperator<Ops> interceptor) {
    this(options, interceptor, NUDGE);
  }

  /**
   * @param nudge how far finite differences step to either side
   */
  ReferenceEngine(EngineOptions options, UnaryOperator<Ops> interceptor, double nudge) {
    this.options = options;
    this.interceptor = interceptor;
    this.nudge = nudge;
  }

  @Override
  public EngineInfo info() {
    return new EngineInfo("reference", "1", Device.CPU, 1);
  }

  @Override
  public Variables variables() {
    return variables;
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    return new ReferenceProgram(program, compilation, variables, this::masks, interceptor, nudge);
  }

  private ReferenceScope.MaskSource masks(RandomKey given) {
    RandomKey key =
        options.random() == RandomMode.PORTABLE
            ? given
            : given.child(options.seed()).child(steps++);
    return (call, rate, shape) -> PortableMasks.draw(key, call, rate, shape).toDoubles();
  }

  @Override
  public long liveArrays() {
    return variables.size();
  }

  @Override
  public void close() {
    variables.clear();
  }
}
