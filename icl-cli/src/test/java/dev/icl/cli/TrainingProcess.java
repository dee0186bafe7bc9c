package dev.icl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code icl train} in a JVM of its own, which can be killed: some ten seconds on a very small
 * network, with a checkpoint after every step.
 */
final class TrainingProcess implements AutoCloseable {
  static final int ITERATIONS = 60;

  private static final List<String> DEFAULT_SIGNALS = List.of("env", "--default-signal=INT,HUP");

  private final Path folder;
  private final Process process;
  private final Path output;

  private TrainingProcess(Path folder, Process process, Path output) {
    this.folder = folder;
    this.process = process;
    this.output = output;
  }

  static TrainingProcess start(Path folder, String... more)
      throws IOException, InterruptedException {
    return start(folder, List.of(IclMain.class.getName()), more);
  }

  /** The same, stopped by a signal in the midst of a method, as {@code Trainer.train}. */
  static TrainingProcess startSignalled(Path folder, String signal, String method, String... more)
      throws IOException, InterruptedException {
    return start(folder, List.of(SignalledIcl.class.getName(), signal, method), more);
  }

  /** The same with progress as on a terminal of 120 columns, stopped by a signal in a method. */
  static TrainingProcess startOnTerminal(Path folder, String signal, String method, String... more)
      throws IOException, InterruptedException {
    return start(
        folder, List.of("-Dicl.columns=120", SignalledIcl.class.getName(), signal, method), more);
  }

  /** Whether signals that this JVM ignores, as one in the background does, can reach another. */
  static boolean canRestoreSignals() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.add("true");
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static TrainingProcess start(Path folder, List<String> main, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(canRestoreSignals() ? DEFAULT_SIGNALS : List.of());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ErrorFile=" + folder.resolveSibling("jvm-crash-%p.log"),
            "-Djava.awt.headless=true",
            "-Dicl.home=" + Path.of("").toAbsolutePath().getParent(),
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(main);
    command.addAll(
        List.of(
            "train",
            "--out",
            folder.toString(),
            "--set",
            "device=cpu",
            "--set",
            "threads=1",
            "--set",
            "method={heads: [2, 1]}",
            "--set",
            "network={channels: [2, 4, 8, 8], dropout: [0.1, 0.1, 0.1, 0.1]}",
            "--set",
            "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
            "--set",
            "train={labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32], validate_every: 20,"
                + " checkpoint_every: 1, iterations: "
                + ITERATIONS
                + "}"));
    command.addAll(List.of(more));
    Path output = Files.createTempFile(folder.getParent(), "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new TrainingProcess(folder, process, output);
  }

  long pid() {
    return process.pid();
  }

  /** Waits until steps are being made. */
  TrainingProcess awaitSteps(int count) throws IOException, InterruptedException {
    Path metrics = folder.resolve("metrics.jsonl");
    for (int i = 0; i < 2400; i++) {
      if (Files.exists(metrics) && Files.readAllLines(metrics).size() >= count) {
        return this;
      }
      assertThat(process.isAlive()).as(text()).isTrue();
      Thread.sleep(25);
    }
    throw new AssertionError("no steps within a minute: " + text());
  }

  /** Sends a signal, as {@code TERM}. */
  TrainingProcess signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).isZero();
    return this;
  }

  TrainingProcess await(String text) throws IOException, InterruptedException {
    for (int i = 0; i < 2400 && !text().contains(text); i++) {
      Thread.sleep(5);
    }
    assertThat(text()).contains(text);
    return this;
  }

  /** The exit code; 128 and the signal's number if a signal ended it. */
  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  /** What it wrote so far. */
  String text() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
