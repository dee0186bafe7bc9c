package dev.icl.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** {@code icl} that gets a signal once its main thread is at work in a certain method. */
final class SignalledIcl {
  private SignalledIcl() {}

  /**
   * Runs a command.
   *
   * @param args the signal, as {@code TERM}; the method, as {@code Trainer.train}; the command
   */
  public static void main(String[] args) {
    Thread main = Thread.currentThread();
    Thread watch = new Thread(() -> raiseOnce(args[0], args[1], main), "watch");
    watch.setDaemon(true);
    watch.start();
    IclMain.main(Arrays.copyOfRange(args, 2, args.length));
  }

  private static void raiseOnce(String signal, String method, Thread main) {
    try {
      while (Arrays.stream(main.getStackTrace()).noneMatch(frame -> isAt(frame, method))) {
        Thread.sleep(0, 100_000);
      }
      System.out.println("SIG" + signal + " in " + method);
      raise(signal);
    } catch (ReflectiveOperationException | IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Java sends at once what it handles itself, and leaves the others to the system. */
  private static void raise(String signal) throws ReflectiveOperationException, IOException {
    Class<?> type = Class.forName("sun.misc.Signal");
    try {
      type.getMethod("raise", type)
          .invoke(null, type.getConstructor(String.class).newInstance(signal));
    } catch (InvocationTargetException unhandled) {
      String process = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("kill", "-" + signal, process).start();
    }
  }

  private static boolean isAt(StackTraceElement frame, String method) {
    return (frame.getClassName() + "." + frame.getMethodName()).endsWith("." + method);
  }
}
