package dev.icl.core.engine;

/**
 * A backend that can train: it owns variables and makes programs callable.
 *
 * <p>Engines that a plugin offers may be used by several threads: calls take turns ({@link
 * SharedEngine}). Several engines of one process, of one kind or of two, compute side by side and
 * do not change each other's results.
 *
 * <p>Closing waits for the call under way and frees every native resource; closing again does
 * nothing. Whatever else is asked of a closed engine, its variables or its programs is refused with
 * an {@link IllegalStateException}, except for {@link #info} and {@link #liveArrays}.
 */
public interface Engine extends AutoCloseable {
  /** Name, version, device and threads. */
  EngineInfo info();

  /** The state this engine holds. */
  Variables variables();

  /** Makes a program callable. */
  CompiledProgram compile(Program program, Compilation compilation);

  /**
   * The number of native arrays that are alive now, variables included; the same after any two
   * steps of one program unless something leaks.
   */
  long liveArrays();

  @Override
  void close();
}
