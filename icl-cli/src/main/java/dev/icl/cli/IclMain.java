package dev.icl.cli;

import dev.icl.core.error.MemoryShortage;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;

/** The {@code icl} program. */
public final class IclMain {
  private IclMain() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // some languages write numbers in digits of their own, which no program and no library reads
    Locale.setDefault(Locale.ROOT);
    StopSignals.endAtOnce();
    HomeFolder.settle();
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    Environment environment = Environment.ofProcess();
    if (environment.terminalColumns().isPresent()) {
      StopSignals.endAtOnce(err);
    }
    boolean verbose = Arrays.asList(args).contains("--verbose");
    // before the first logger is made
    System.setProperty("icl.log.traces", verbose ? "full" : "none");
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> Failures.print(failure, verbose, err));
    int code = ExitCode.FAILURE;
    try {
      code = IclCommand.commandLine(environment, out, err).execute(args);
    } catch (OutOfMemoryError e) {
      MemoryShortage.of(e).ifPresent(shortage -> err.println(shortage.getMessage()));
      code = ExitCode.MISTAKE;
    } catch (Error e) {
      Failures.print(e, verbose, err);
    }
    // threads of native libraries may be left that would keep the process alive
    System.exit(code);
  }
}
