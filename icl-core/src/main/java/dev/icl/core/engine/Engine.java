package dev.icl.core.engine;

/**
 * A backend that can train: it owns variables and makes programs callable.
 *
 * <p>One thread at a time. Closing frees every native resource; closing again does nothing.
 */
public interface Engine extends AutoCloseable {
  /** Name, version, device and threads. */
  EngineInfo info();

  /** The state this engine holds. */
  Variables variables();

  /** Makes a program callable. */
  CompiledProgram compile(Program program, Compilation compilation);

  /**
   * How many native arrays are alive now, variables included; the same after any two steps of one
   * program unless something leaks.
   */
  long liveArrays();

  @Override
  void close();
}
