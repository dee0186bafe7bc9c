package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code icl bench} in a JVM of its own, which can be killed, as can those of its cells. */
final class BenchProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private BenchProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static BenchProcess start(Path config, Path out, String... more) throws IOException {
    List<String> command =
        IclJvm.command(
            "512m",
            List.of("-Djava.awt.headless=true"),
            "bench",
            "--config",
            config.toString(),
            "--out",
            out.toString());
    command.addAll(List.of(more));
    Path output = Files.createTempFile(out.getParent(), "output", ".txt");
    return new BenchProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  /** The processes of its cells. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  void kill() {
    process.destroyForcibly();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  String text() throws IOException {
    return Files.readString(output);
  }

  /** Waits for steps of a training in a folder. */
  void awaitSteps(Path training, int count) throws IOException, InterruptedException {
    Path metrics = training.resolve("metrics.jsonl");
    for (int i = 0; i < 4800; i++) {
      if (Files.exists(metrics) && Files.readAllLines(metrics).size() >= count) {
        return;
      }
      assertThat(process.isAlive()).as(text()).isTrue();
      Thread.sleep(25);
    }
    throw new AssertionError("no steps within two minutes: " + text());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
