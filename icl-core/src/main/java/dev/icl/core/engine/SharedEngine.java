package dev.icl.core.engine;

import dev.icl.core.random.RandomKey;
import dev.icl.core.tensor.HostTensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * An engine that several threads may use: calls on it, its variables and its programs take turns.
 * Closing waits for the call under way; whatever comes after it is refused.
 *
 * <p>An {@link EnginePlugin} offers its engine in this form, so that the engine itself need not
 * think of threads.
 */
public final class SharedEngine implements Engine {
  private final Engine engine;
  private final ReentrantLock turn = new ReentrantLock();
  private final Variables variables = new SharedVariables();
  private boolean closed;

  /**
   * @param engine used by nobody else from now on
   */
  public SharedEngine(Engine engine) {
    this.engine = engine;
  }

  @Override
  public EngineInfo info() {
    return engine.info();
  }

  @Override
  public Variables variables() {
    return whileOpen(() -> variables);
  }

  @Override
  public CompiledProgram compile(Program program, Compilation compilation) {
    return whileOpen(() -> new SharedProgram(engine.compile(program, compilation)));
  }

  @Override
  public long liveArrays() {
    return inTurn(engine::liveArrays);
  }

  @Override
  public void close() {
    runInTurn(
        () -> {
          if (!closed) {
            closed = true;
            engine.close();
          }
        });
  }

  private void runWhileOpen(Runnable call) {
    runInTurn(
        () -> {
          requireOpen();
          call.run();
        });
  }

  private <T> T whileOpen(Supplier<T> call) {
    return inTurn(
        () -> {
          requireOpen();
          return call.get();
        });
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the engine " + engine.info().name() + " was closed");
    }
  }

  private void runInTurn(Runnable call) {
    turn.lock();
    try {
      call.run();
    } finally {
      turn.unlock();
    }
  }

  private <T> T inTurn(Supplier<T> call) {
    turn.lock();
    try {
      return call.get();
    } finally {
      turn.unlock();
    }
  }

  private final class SharedProgram implements CompiledProgram {
    private final CompiledProgram program;
    private boolean programClosed;

    SharedProgram(CompiledProgram program) {
      this.program = program;
    }

    @Override
    public Map<String, HostTensor> run(List<Map<String, HostTensor>> parts, RandomKey key) {
      return whileOpen(
          () -> {
            if (programClosed) {
              throw new IllegalStateException("this program was closed");
            }
            return program.run(parts, key);
          });
    }

    @Override
    public void close() {
      runInTurn(
          () -> {
            if (!programClosed) {
              programClosed = true;
              program.close();
            }
          });
    }
  }

  private final class SharedVariables implements Variables {
    @Override
    public void create(VariableSpec spec, HostTensor value) {
      runWhileOpen(() -> engine.variables().create(spec, value));
    }

    @Override
    public boolean contains(String name) {
      return whileOpen(() -> engine.variables().contains(name));
    }

    @Override
    public Collection<VariableSpec> specs() {
      return whileOpen(() -> engine.variables().specs());
    }

    @Override
    public HostTensor read(String name) {
      return whileOpen(() -> engine.variables().read(name));
    }

    @Override
    public void write(String name, HostTensor value) {
      runWhileOpen(() -> engine.variables().write(name, value));
    }
  }
}
