package dev.icl.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The handling of signals that ask a process to end (SIGINT of Ctrl-C, SIGTERM, SIGHUP of a
 * terminal that closes).
 *
 * <p>Java's own answer to them runs shutdown hooks and the destructors of native libraries while
 * other threads still compute in those libraries, which can crash. So the process either dies at
 * once, by the system's hand, or ends in an orderly way from its main thread.
 *
 * <p>Java has no supported way to handle signals. {@code sun.misc.Signal} of the module {@code
 * jdk.unsupported} is what there is; it is called by reflection, and where it is missing signals
 * keep Java's meaning.
 */
final class StopSignals implements AutoCloseable {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private final Map<String, Object> former = new LinkedHashMap<>();
  private final AtomicBoolean requested = new AtomicBoolean();

  private StopSignals() {}

  /** Lets the system end the process at once at any of the signals. */
  static void endAtOnce() {
    NAMES.forEach(name -> handle(name, systemDefault()));
  }

  /**
   * The same on a terminal, where a line of progress may stand: a new line begins before the system
   * ends the process.
   *
   * @param terminal receives the end of the line
   */
  static void endAtOnce(PrintWriter terminal) {
    NAMES.forEach(
        name ->
            handle(
                name,
                endingHandler(
                    name,
                    () -> {
                      terminal.println();
                      terminal.flush();
                    })));
  }

  /**
   * Lets something quick be done before the system ends the process at a signal.
   *
   * @param last done by another thread
   * @param work after which signals mean again what they did
   */
  static <T> T endAtOnceAfter(Runnable last, Supplier<T> work) {
    StopSignals signals = new StopSignals();
    for (String name : NAMES) {
      Object before = handle(name, endingHandler(name, last));
      if (before != null) {
        signals.former.put(name, before);
      }
    }
    try {
      return work.get();
    } finally {
      signals.close();
    }
  }

  private static @Nullable Object endingHandler(String name, Runnable last) {
    return handler(
        "SIG" + name,
        () -> {
          handle(name, systemDefault());
          try {
            last.run();
          } finally {
            send(name);
          }
        });
  }

  /**
   * Lets the first signal only be noted, until this is closed. A second one ends the process at
   * once.
   *
   * @param noted told the name of the first signal, as {@code SIGTERM}, by another thread
   */
  static StopSignals noted(Consumer<String> noted) {
    StopSignals signals = new StopSignals();
    for (String name : NAMES) {
      String told = "SIG" + name;
      Object handler =
          handler(
              told,
              () -> {
                endAtOnce();
                if (signals.requested.compareAndSet(false, true)) {
                  noted.accept(told);
                }
              });
      Object before = handle(name, handler);
      if (before != null) {
        signals.former.put(name, before);
      }
    }
    return signals;
  }

  /** Whether a signal has come. */
  boolean requested() {
    return requested.get();
  }

  @Override
  public void close() {
    former.forEach(StopSignals::handle);
    former.clear();
  }

  /** A handler of the JVM for a signal. */
  private static @Nullable Object handler(String name, Runnable called) {
    Class<?> type = type("sun.misc.SignalHandler");
    if (type == null) {
      return null;
    }
    return Proxy.newProxyInstance(
        StopSignals.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                called.run();
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> name;
            });
  }

  /**
   * Sends a signal to this process by the system's own command: Java does not raise what it no
   * longer handles. Without that command the JVM ends itself.
   */
  private static void send(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException e) {
      Runtime.getRuntime().halt(ExitCode.FAILURE);
    }
  }

  private static @Nullable Object systemDefault() {
    Class<?> type = type("sun.misc.SignalHandler");
    try {
      return type == null ? null : type.getField("SIG_DFL").get(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** Returns the former handler; null where the signal cannot be handled and keeps its meaning. */
  private static @Nullable Object handle(String name, @Nullable Object handler) {
    Class<?> signal = type("sun.misc.Signal");
    if (signal == null || handler == null) {
      return null;
    }
    try {
      Method handle = signal.getMethod("handle", signal, type("sun.misc.SignalHandler"));
      return handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (InvocationTargetException e) {
      // This system has no such signal, or the JVM was started with -Xrs.
      return null;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static @Nullable Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
