package dev.icl.core.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own with the class path of this one.
 *
 * @param process the JVM
 * @param output the file of both of its streams
 */
public record Jvm(Process process, Path output) {
  /**
   * Starts a program.
   *
   * @param folder for its output
   * @param main the class of its {@code main}
   * @param arguments of the program
   */
  public static Jvm start(Path folder, Class<?> main, String... arguments) throws IOException {
    Path output = Files.createTempFile(folder, "jvm", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // the environment as this JVM found it, without what native code has changed since
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    return new Jvm(builder.start(), output);
  }

  /** Its exit code, once it has ended. */
  public int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  /** What it wrote to both of its streams, once it has ended. */
  public String text() throws IOException {
    return Files.readString(output);
  }
}
