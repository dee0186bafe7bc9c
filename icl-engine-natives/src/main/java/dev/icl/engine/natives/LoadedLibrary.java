package dev.icl.engine.natives;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import java.util.Optional;

/** A native library of Linux by its file name, and calls of the functions in it. */
public final class LoadedLibrary {
  /** Symbols are resolved when they are used, and for this library alone. */
  private static final int LAZY = 1;

  /** Nothing is loaded that the process does not have yet. */
  private static final int PRESENT = 4;

  private final NativeLibrary library;

  private LoadedLibrary(NativeLibrary library) {
    this.library = library;
  }

  /**
   * The library that this process has loaded under that name; empty where it has not, and on other
   * systems than Linux.
   *
   * @param file as {@code libtorch_cpu.so}
   */
  public static Optional<LoadedLibrary> find(String file) {
    return open(file, LAZY | PRESENT);
  }

  /**
   * The library of that name, loaded now from where the system has its libraries; empty where there
   * is none, and on other systems than Linux.
   *
   * @param file as {@code libcuda.so.1}
   */
  static Optional<LoadedLibrary> load(String file) {
    return open(file, LAZY);
  }

  private static Optional<LoadedLibrary> open(String file, int flags) {
    if (!Platform.isLinux()) {
      return Optional.empty();
    }
    try {
      // JNA's own flags would let the symbols of one engine's library stand in for another's
      return Optional.of(
          new LoadedLibrary(
              NativeLibrary.getInstance(file, Map.of(Library.OPTION_OPEN_FLAGS, flags))));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }

  /** Whether it exports all of these functions, by the names that the linker knows. */
  public boolean has(String... functions) {
    for (String name : functions) {
      if (function(name).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The result of a function of that name.
   *
   * @param name as the linker knows it
   * @param arguments pointers, arrays, numbers; {@link #truth} for a C++ {@code bool}
   * @throws IllegalStateException if there is no such function
   */
  public int call(String name, Object... arguments) {
    return required(name).invokeInt(arguments);
  }

  /** The result, where it is a C++ {@code bool}, of which one byte counts. */
  public boolean asks(String name, Object... arguments) {
    return (call(name, arguments) & 0xff) != 0;
  }

  /** The result, where it is a number of 64 bits. */
  public long number(String name, Object... arguments) {
    return required(name).invokeLong(arguments);
  }

  /** The address that a function without arguments returns, to be an argument of others. */
  public Object address(String name) {
    return required(name).invokePointer(new Object[0]);
  }

  /** A C++ {@code bool} as an argument: JNA's own is a number of which C++ knows nothing. */
  public static Integer truth(boolean value) {
    return value ? 1 : 0;
  }

  private Function required(String name) {
    return function(name)
        .orElseThrow(() -> new IllegalStateException(library.getName() + " has no " + name));
  }

  private Optional<Function> function(String name) {
    try {
      return Optional.of(library.getFunction(name));
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }
}
