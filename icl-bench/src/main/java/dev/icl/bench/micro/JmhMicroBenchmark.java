package dev.icl.bench.micro;

import dev.icl.app.IclApplication;
import dev.icl.app.IclApplication.Permissions;
import dev.icl.app.config.RunConfig;
import dev.icl.core.engine.CompiledProgram;
import dev.icl.core.engine.Engine;
import dev.icl.core.engine.EnginePlugins;
import dev.icl.core.engine.VariableSpec;
import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One piece on one engine, in a JVM of its own. JMH makes and runs it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JmhMicroBenchmark {
  /** The engine's name. */
  @Param("pytorch")
  public String engine;

  /** The device, as the configuration has it. */
  @Param("auto")
  public String device;

  /** Native threads, 0 for as many as processors. */
  @Param("0")
  public int threads;

  /** The piece's name. */
  @Param("matmul")
  public String piece;

  private final RandomKey key = RandomKey.of(1);

  @SuppressWarnings("NullAway.Init") // JMH calls start before all else
  private Engine started;

  @SuppressWarnings("NullAway.Init")
  private CompiledProgram program;

  private Map<String, HostTensor> inputs = Map.of();
  private int runs;

  /** JMH calls it. */
  public JmhMicroBenchmark() {}

  /** Starts the engine and makes the piece's variables. */
  @Setup
  public void start() {
    RunConfig d = RunConfig.defaults();
    RunConfig config =
        new RunConfig(
            engine,
            device,
            threads,
            d.seed(),
            d.random(),
            d.method(),
            d.network(),
            d.data(),
            d.train(),
            d.inference(),
            d.session());
    started = IclApplication.start(config, EnginePlugins.discover(), Permissions.NONE).engine();
    MicroBenchmark made = MicroBenchmarks.named(piece);
    for (VariableSpec spec : made.variables()) {
      started
          .variables()
          .create(
              spec, spec.initializer().create(spec.dtype(), spec.shape(), key.child(spec.name())));
    }
    program = started.compile(made.program(), made.compilation());
    inputs = made.inputs();
  }

  /** One run. */
  @Benchmark
  public Map<String, HostTensor> run() {
    return program.run(inputs, key.child(runs++));
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    program.close();
    started.close();
  }
}
