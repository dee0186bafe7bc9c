package dev.icl.engine.natives;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * The environment that native code of this process reads. Java's own view of it, {@link
 * System#getenv()}, is a copy that cannot be changed and does not show these changes.
 */
public final class NativeEnvironment {
  private NativeEnvironment() {}

  /**
   * Sets a variable of the process, unless it had a value when the JVM started.
   *
   * @return false if this machine offers no way to do so
   */
  public static boolean setDefault(String name, String value) {
    if (System.getenv(name) != null) {
      return true;
    }
    try {
      return set(name, value) == 0;
    } catch (LinkageError e) {
      return false;
    }
  }

  private static int set(String name, String value) {
    if (Platform.isWindows()) {
      return Function.getFunction("ucrtbase", "_putenv_s").invokeInt(new Object[] {name, value});
    }
    return Function.getFunction(Platform.C_LIBRARY_NAME, "setenv")
        .invokeInt(new Object[] {name, value, 1});
  }
}
