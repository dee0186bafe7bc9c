package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code icl serve} in a JVM of its own, on any free port of this machine. */
final class ServiceProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile(" at http://127\\.0\\.0\\.1:(\\d+);");

  private final Process process;
  private final Path output;
  private final int port;

  private ServiceProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts a service and waits until it listens.
   *
   * @param folder of its output
   * @param options of {@code icl serve}
   */
  static ServiceProcess start(Path folder, String... options)
      throws IOException, InterruptedException {
    Path output = folder.resolve("service.txt");
    List<String> command = IclJvm.command("256m", List.of(), "serve", "--port", "0");
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Matcher found = ADDRESS.matcher("");
    while (process.isAlive() && !found.find()) {
      Thread.sleep(50);
      found = ADDRESS.matcher(Files.readString(output));
    }
    assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
    return new ServiceProcess(process, output, Integer.parseInt(found.group(1)));
  }

  int port() {
    return port;
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  String output() throws IOException {
    return Files.readString(output);
  }

  /** The memory of the process in KiB; 0 where the system does not tell. */
  long resident() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** Ends it as a service manager does; its exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
