package dev.icl.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.icl.app.training.PhantomFolder;
import dev.icl.cli.IclMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training reaches for no network: in a JVM without names and sockets, on any system; natives
 * included where the system can take the network away ({@code unshare}) or tell what is asked of it
 * ({@code strace}).
 */
class NoNetworkTest {
  @TempDir Path folder;
  private Path attempts;

  @BeforeEach
  void noAttempts() {
    attempts = folder.resolve("attempts.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch, slices",
    "tensorflow, slices",
    "pytorch, volumes of two channels",
    "tensorflow, volumes of two channels",
  })
  void trainsInAJvmThatResolvesNoNameAndOpensNoSocket(String engine, String what) throws Exception {
    List<String> command = java(MainWithoutNetwork.class, withoutNetwork());
    command.addAll(training(engine, what));

    assertThat(run(command)).isZero();
    assertThat(attempts).doesNotExist();
    assertThat(folder.resolve("run/summary.json")).exists();
  }

  @Test
  void anAttemptWouldBeSeen() throws Exception {
    List<String> command = java(MainWithoutNetwork.class, withoutNetwork());
    command.add("ask");

    assertThat(run(command)).isNotZero();
    assertThat(attempts).content().startsWith("a socket by ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pytorch", "tensorflow"})
  void trainsWithNativesInASystemWithoutNetworkAndAsksForNoConnection(String engine)
      throws Exception {
    boolean apart = works("unshare", "-rn", "true");
    boolean watched = works("strace", "-f", "-e", "trace=network", "true");
    assumeTrue(apart || watched, "neither network namespaces (unshare -rn) nor strace here");
    Path trace = folder.resolve("trace.txt");
    List<String> command = new ArrayList<>();
    if (apart) {
      command.addAll(List.of("unshare", "-rn"));
    }
    if (watched) {
      command.addAll(List.of("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,bind"));
      command.addAll(List.of("-o", trace.toString()));
    }
    command.addAll(java(IclMain.class, List.of()));
    command.addAll(training(engine, "slices"));

    assertThat(run(command)).isZero();
    assertThat(folder.resolve("run/summary.json")).exists();
    if (watched) {
      assertThat(Files.readAllLines(trace)).noneMatch(call -> call.contains("AF_INET"));
    }
  }

  private List<String> withoutNetwork() throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts"), "");
    return List.of(
        "-Djdk.net.hosts.file=" + hosts,
        "-Djava.nio.channels.spi.SelectorProvider=" + RefusedNetwork.class.getName(),
        "-D" + RefusedNetwork.ATTEMPTS + "=" + attempts);
  }

  private static List<String> java(Class<?> main, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.awt.headless=true");
    command.addAll(options);
    command.add("-Dicl.home=" + Path.of("").toAbsolutePath().getParent());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return command;
  }

  /** Two steps of a very small network, and a validation. */
  private List<String> training(String engine, String what) {
    Stream<String> own =
        what.equals("slices")
            ? Stream.of(
                "method={heads: [2, 1]}",
                "network={channels: [2, 4, 8, 8], dropout: [0, 0, 0, 0]}",
                "data={labeled: 1, phantom_patients: 2, phantom_validation: 1}",
                "train={labeled_batch: 1, unlabeled_batch: 1, patch: [32, 32]}")
            : ofVolumes();
    return Stream.of(
            Stream.of("train", "--out", folder.resolve("run").toString()),
            Stream.concat(
                    Stream.of("engine=" + engine, "device=cpu", "threads=1", "train.iterations=2"),
                    own)
                .flatMap(setting -> Stream.of("--set", setting)))
        .flatMap(arguments -> arguments)
        .toList();
  }

  private Stream<String> ofVolumes() {
    Path scans = folder.resolve("scans");
    new PhantomFolder(scans).writeTwoChannels(3, 2);
    return Stream.of(
        "method={heads: [2, 1, 1]}",
        "network={name: unet3d, channels: [2, 2, 2, 2, 2], dropout: [0, 0]}",
        "data={name: folder, root: '%s', channels: [bright, dark], labeled: 1, augment: brats,"
                .formatted(scans)
            + " validation_patients: 1, classes: [background, RV, Myo, LV]}",
        "train={labeled_batch: 1, unlabeled_batch: 1, patch: [16, 32, 32]}");
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    // as users start it: what the build sets must not be what keeps it quiet
    builder.environment().remove("OPT_OUT_TRACKING");
    Process process = builder.start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
